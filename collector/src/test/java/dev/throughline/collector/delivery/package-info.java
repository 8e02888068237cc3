@NullMarked
package dev.throughline.collector.delivery;

import org.jspecify.annotations.NullMarked;
