/** Imports what happened before the first webhook, from a clone or another installation, and exports what this one has. */
@NullMarked
package dev.throughline.server.transfer;

import org.jspecify.annotations.NullMarked;
