/** The inbox: a delivery is verified, made durable and answered; then workers turn it into facts. */
@NullMarked
package dev.throughline.collector.inbox;

import org.jspecify.annotations.NullMarked;
