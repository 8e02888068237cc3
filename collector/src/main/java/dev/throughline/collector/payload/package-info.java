/** What senders' bodies have in common: JSON of which anything may be missing or wrong, their ways to write times, their addresses. */
@NullMarked
package dev.throughline.collector.payload;

import org.jspecify.annotations.NullMarked;
