/** Reads the facts and keeps the samples in PostgreSQL. */
@NullMarked
package dev.throughline.engine.sample.postgres;

import org.jspecify.annotations.NullMarked;
