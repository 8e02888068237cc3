/** Tests of the whole server. */
@NullMarked
package dev.throughline.server;

import org.jspecify.annotations.NullMarked;
