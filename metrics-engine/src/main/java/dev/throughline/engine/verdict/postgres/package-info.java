/** Verdicts in PostgreSQL: rows that are added and never changed. */
@NullMarked
package dev.throughline.engine.verdict.postgres;

import org.jspecify.annotations.NullMarked;
