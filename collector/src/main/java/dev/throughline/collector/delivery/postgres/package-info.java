/** The SQL of the lists of deliveries. */
@NullMarked
package dev.throughline.collector.delivery.postgres;

import org.jspecify.annotations.NullMarked;
