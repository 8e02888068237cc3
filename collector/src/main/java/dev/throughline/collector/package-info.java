/** Receives what tools post and reads facts out of it. */
@NullMarked
package dev.throughline.collector;

import org.jspecify.annotations.NullMarked;
