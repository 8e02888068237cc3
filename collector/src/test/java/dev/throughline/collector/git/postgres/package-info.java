/** Which repositories are to be fetched, on a real PostgreSQL. */
@NullMarked
package dev.throughline.collector.git.postgres;

import org.jspecify.annotations.NullMarked;
