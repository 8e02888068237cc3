@NullMarked
package dev.throughline.collector.delivery.postgres;

import org.jspecify.annotations.NullMarked;
