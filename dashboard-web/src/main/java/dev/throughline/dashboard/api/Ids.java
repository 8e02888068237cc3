package dev.throughline.dashboard.api;

import java.util.Optional;
import java.util.UUID;

/** Ids in addresses. */
final class Ids {

    private Ids() {}

    /** The id; empty when nothing could have it. */
    static Optional<UUID> of(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
