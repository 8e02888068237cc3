/** What senders' bodies have in common: JSON in which anything may be missing or wrong, time formats, addresses. */
@NullMarked
package dev.throughline.collector.payload;

import org.jspecify.annotations.NullMarked;
