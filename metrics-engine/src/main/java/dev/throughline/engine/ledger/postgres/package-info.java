/** The ledger in PostgreSQL: one statement per kind of fact and batch, each carrying its rule of merging. */
@NullMarked
package dev.throughline.engine.ledger.postgres;

import org.jspecify.annotations.NullMarked;
