/** Receives what tools post and reads facts from it. */
@NullMarked
package dev.throughline.collector;

import org.jspecify.annotations.NullMarked;
