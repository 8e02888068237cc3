/** Calls the SQL functions of R__metrics.sql; computes nothing. */
@NullMarked
package dev.throughline.engine.metric.postgres;

import org.jspecify.annotations.NullMarked;
