/** Keeps facts: any order and any number of arrivals give the same rows. */
@NullMarked
package dev.throughline.engine.ledger;

import org.jspecify.annotations.NullMarked;
