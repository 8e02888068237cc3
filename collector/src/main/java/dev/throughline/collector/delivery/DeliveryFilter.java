package dev.throughline.collector.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Which deliveries to show. Each part is null for all.
 *
 * @param source name of their source
 * @param event the sender's word for what happened
 * @param status {@code pending}, {@code processed}, {@code ignored}, {@code malformed} or {@code failed}
 * @param search beginning of the name of their repository, ignoring case, or their whole id, ours or the sender's
 */
public record DeliveryFilter(
        @Nullable String source,
        @Nullable String event,
        @Nullable String status,
        @Nullable String search) {

    public static final DeliveryFilter ALL = new DeliveryFilter(null, null, null, null);
}
