@NullMarked
package dev.throughline.collector.source.api;

import org.jspecify.annotations.NullMarked;
