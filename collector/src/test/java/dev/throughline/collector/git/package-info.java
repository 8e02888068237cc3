/** Fetching with the real git. */
@NullMarked
package dev.throughline.collector.git;

import org.jspecify.annotations.NullMarked;
