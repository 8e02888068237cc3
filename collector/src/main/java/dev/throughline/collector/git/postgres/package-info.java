/** Which repositories are to be fetched, in PostgreSQL. */
@NullMarked
package dev.throughline.collector.git.postgres;

import org.jspecify.annotations.NullMarked;
