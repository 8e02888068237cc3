package dev.throughline.collector.source;

import dev.throughline.collector.comment.CommentApi;
import dev.throughline.engine.catalog.Catalog;
import java.time.Clock;
import java.util.Optional;

/**
 * What a package publishes of the system that it speaks with: a class with a constructor without parameters, called {@code …Kind},
 * which {@link Sources} finds by that name. Nothing else has to be told of a new source.
 *
 * @param <P> its settings: a record as Spring Boot binds it, one component a key, among them {@code secret}
 */
public interface SourceKind<P extends Record> {

    /** The description of the source that is called like its kind. */
    SourceDescription description();

    /** The type of its settings, under {@code throughline.} and the name of the source. */
    Class<P> settings();

    /**
     * Makes a source that is configured.
     *
     * @param name of this one: not that of the kind where there are several
     */
    Source open(String name, P settings, Surroundings around);

    /** Whether its senders have an API that can be asked for history. */
    default boolean hasHistory() {
        return false;
    }

    /** How comments are written at its senders; empty for those without changes to comment on, or without an API. */
    default Optional<CommentApi> comments() {
        return Optional.empty();
    }

    /** What every source may need of its surroundings. */
    record Surroundings(Catalog catalog, Clock clock) {}
}
