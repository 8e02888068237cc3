/** What a body would become, without any of it being kept: for whoever connects a source. */
@NullMarked
package dev.throughline.collector.preview;

import org.jspecify.annotations.NullMarked;
