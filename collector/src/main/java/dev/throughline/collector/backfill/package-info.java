/** History by API: what a forge knows about the time before its webhooks, and about what they lost. It is kept as deliveries. */
@NullMarked
package dev.throughline.collector.backfill;

import org.jspecify.annotations.NullMarked;
