/** Exports everything that cannot be derived to another installation, and imports it, one JSON object per line. */
@NullMarked
package dev.throughline.collector.transfer;

import org.jspecify.annotations.NullMarked;
