/**
 * The queries: DORA's five metrics of a scope and a window. Answered by the SQL functions of R__metrics.sql, which define every formula.
 */
@NullMarked
package dev.throughline.engine.metric;

import org.jspecify.annotations.NullMarked;
