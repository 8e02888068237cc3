/** What arrived and how it was processed: lists, single deliveries, whether everything is in the numbers, and replay. */
@NullMarked
package dev.throughline.collector.delivery;

import org.jspecify.annotations.NullMarked;
