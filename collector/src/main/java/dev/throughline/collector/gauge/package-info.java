/** What is told Prometheus of sources by more than one part of the collector. */
@NullMarked
package dev.throughline.collector.gauge;

import org.jspecify.annotations.NullMarked;
