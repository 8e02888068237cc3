/** What the collector needs from a system that posts deliveries: one package below per system. */
@NullMarked
package dev.throughline.collector.source;

import org.jspecify.annotations.NullMarked;
