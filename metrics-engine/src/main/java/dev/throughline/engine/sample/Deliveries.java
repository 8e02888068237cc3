package dev.throughline.engine.sample;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one deployment delivered, or a part of it.
 *
 * @param changes those that give lead times
 * @param changesAgain those that arrived although their commits were delivered before: they are not evidence of anything
 */
public record Deliveries(List<DeliveredCommit> commits, List<DeliveredChange> changes, Set<UUID> changesAgain) {

    Deliveries(List<DeliveredCommit> commits) {
        this(commits, List.of(), Set.of());
    }

    /** These, and more commits. */
    Deliveries and(List<DeliveredCommit> more) {
        return new Deliveries(Stream.concat(commits.stream(), more.stream()).toList(), changes, changesAgain);
    }
}
