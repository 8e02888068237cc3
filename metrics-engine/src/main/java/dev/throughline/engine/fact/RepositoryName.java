package dev.throughline.engine.fact;

import java.time.Instant;

/**
 * A repository had this name at this time. Every delivery says so; the newest name is shown, and older ones still find it.
 *
 * @param name full name, e.g. {@code openzipkin/zipkin}
 */
public record RepositoryName(RepositoryId repository, String name, Instant at) implements Fact {

    /** The name that it had until then; what is told of 1970 stays in it. */
    public RepositoryName former(String formerName) {
        Instant before = at.minusSeconds(1);
        return new RepositoryName(repository, formerName, before.isBefore(Instant.EPOCH) ? Instant.EPOCH : before);
    }
}
