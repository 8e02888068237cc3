/** The schema used by a rehearsal. */
@NullMarked
package dev.throughline.server.rehearsal.postgres;

import org.jspecify.annotations.NullMarked;
