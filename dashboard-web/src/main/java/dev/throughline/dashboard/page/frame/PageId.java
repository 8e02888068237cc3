package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.problem.NotFound;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Ids in the addresses of pages. */
public final class PageId {

    private PageId() {}

    /**
     * What has an id.
     *
     * @param name of such a thing, e.g. {@code deployment}
     * @throws NotFound when nothing has it
     */
    public static <T> T find(String name, String id, Function<UUID, Optional<T>> lookup) {
        return parse(id).flatMap(lookup).orElseThrow(() -> new NotFound("no " + name + " has the id " + id));
    }

    private static Optional<UUID> parse(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
