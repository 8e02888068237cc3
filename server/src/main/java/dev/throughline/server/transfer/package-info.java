/** Takes over what happened before the first webhook, out of a clone or another installation, and hands on what this one has. */
@NullMarked
package dev.throughline.server.transfer;

import org.jspecify.annotations.NullMarked;
