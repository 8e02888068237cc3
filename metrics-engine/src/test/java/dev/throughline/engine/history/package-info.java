/** A small history to list, for tests of the lists and of the API over them. */
@NullMarked
package dev.throughline.engine.history;

import org.jspecify.annotations.NullMarked;
