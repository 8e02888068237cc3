/** The numbers, tested on rows written by hand. */
@NullMarked
package dev.throughline.engine.metric;

import org.jspecify.annotations.NullMarked;
