/** The inbox in PostgreSQL: the only SQL of the collector. */
@NullMarked
package dev.throughline.collector.inbox.postgres;

import org.jspecify.annotations.NullMarked;
