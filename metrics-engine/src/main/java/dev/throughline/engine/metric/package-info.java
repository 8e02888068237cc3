/** The questions: DORA's five metrics of a scope and a window. Answered by the SQL functions of R__metrics.sql, where every formula stands. */
@NullMarked
package dev.throughline.engine.metric;

import org.jspecify.annotations.NullMarked;
