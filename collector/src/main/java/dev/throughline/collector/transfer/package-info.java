/** Hands everything that cannot be derived on to another installation, and takes it over from one, a JSON object a line. */
@NullMarked
package dev.throughline.collector.transfer;

import org.jspecify.annotations.NullMarked;
