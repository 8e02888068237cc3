/** History by API: what a forge knows of the time before its webhooks, and of what they lost. It is kept as deliveries. */
@NullMarked
package dev.throughline.collector.backfill;

import org.jspecify.annotations.NullMarked;
