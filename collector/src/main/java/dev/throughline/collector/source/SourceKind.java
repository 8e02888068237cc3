package dev.throughline.collector.source;

import dev.throughline.collector.comment.CommentApi;
import dev.throughline.engine.catalog.Catalog;
import java.time.Clock;
import java.util.Optional;

/**
 * What a package publishes about the system that it talks to: a class named {@code …Kind} with a no-argument constructor, which {@link
 * Sources} finds by that name. A new source needs no other registration.
 *
 * @param <P> its settings: a record bound by Spring Boot, one component per key, among them {@code secret}
 */
public interface SourceKind<P extends Record> {

    /** The description of the source named after its kind. */
    SourceDescription description();

    /** The type of its settings, under {@code throughline.} and the name of the source. */
    Class<P> settings();

    /**
     * Creates a configured source.
     *
     * @param name of this one, which differs from the kind if there are several
     */
    Source open(String name, P settings, Surroundings around);

    /** Whether its senders have an API that can be asked for history. */
    default boolean hasHistory() {
        return false;
    }

    /** How comments are written to its senders; empty for those without changes to comment on, or without an API. */
    default Optional<CommentApi> comments() {
        return Optional.empty();
    }

    /** What every source may need of its surroundings. */
    record Surroundings(Catalog catalog, Clock clock) {}
}
