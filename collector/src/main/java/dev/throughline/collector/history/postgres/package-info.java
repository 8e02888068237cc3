/** Keeps the progress of backfills in PostgreSQL. */
@NullMarked
package dev.throughline.collector.history.postgres;

import org.jspecify.annotations.NullMarked;
