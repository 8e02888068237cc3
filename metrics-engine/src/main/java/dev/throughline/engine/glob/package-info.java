/** Patterns of names as people write them, in one place for all that is named. */
@NullMarked
package dev.throughline.engine.glob;

import org.jspecify.annotations.NullMarked;
