/** Keeps the progress of backfills in PostgreSQL. */
@NullMarked
package dev.throughline.collector.backfill.postgres;

import org.jspecify.annotations.NullMarked;
