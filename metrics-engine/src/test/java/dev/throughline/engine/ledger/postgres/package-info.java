/** The ledger in PostgreSQL against the contract, and what only a database can get wrong. */
@NullMarked
package dev.throughline.engine.ledger.postgres;

import org.jspecify.annotations.NullMarked;
