/** The schema that a rehearsal plays in. */
@NullMarked
package dev.throughline.server.rehearsal.postgres;

import org.jspecify.annotations.NullMarked;
