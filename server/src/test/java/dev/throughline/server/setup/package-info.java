/** Tests of the words at the start. */
@NullMarked
package dev.throughline.server.setup;

import org.jspecify.annotations.NullMarked;
