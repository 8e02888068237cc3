/** Patterns of names as people write them, in one place for everything that has a name. */
@NullMarked
package dev.throughline.engine.glob;

import org.jspecify.annotations.NullMarked;
