/** Derives everything again with another configuration, in separate tables that are thrown away. */
@NullMarked
package dev.throughline.server.rehearsal;

import org.jspecify.annotations.NullMarked;
