/** What every ledger must do. */
@NullMarked
package dev.throughline.engine.ledger;

import org.jspecify.annotations.NullMarked;
