/** How a body would be read, without keeping any of it: for connecting a source. */
@NullMarked
package dev.throughline.collector.preview;

import org.jspecify.annotations.NullMarked;
