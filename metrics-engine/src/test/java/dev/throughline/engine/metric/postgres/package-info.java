/** The conformance vectors of counting, statistics and time. */
@NullMarked
package dev.throughline.engine.metric.postgres;

import org.jspecify.annotations.NullMarked;
