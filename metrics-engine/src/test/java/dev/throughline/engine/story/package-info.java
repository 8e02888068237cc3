/** Histories for tests, told in few words. */
@NullMarked
package dev.throughline.engine.story;

import org.jspecify.annotations.NullMarked;
