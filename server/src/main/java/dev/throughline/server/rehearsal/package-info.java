/** Derives everything once more under another configuration, in tables of its own that are thrown away. */
@NullMarked
package dev.throughline.server.rehearsal;

import org.jspecify.annotations.NullMarked;
