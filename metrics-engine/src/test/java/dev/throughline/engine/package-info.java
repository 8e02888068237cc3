/** What tests of every module share. */
@NullMarked
package dev.throughline.engine;

import org.jspecify.annotations.NullMarked;
