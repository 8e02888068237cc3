/** What more than one part of the collector tells Prometheus about sources. */
@NullMarked
package dev.throughline.collector.gauge;

import org.jspecify.annotations.NullMarked;
