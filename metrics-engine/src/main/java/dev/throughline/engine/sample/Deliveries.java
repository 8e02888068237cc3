package dev.throughline.engine.sample;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What one deployment delivered.
 *
 * @param commits can be read once, and is read from the facts meanwhile when they are very many
 * @param changes those that give lead times
 * @param changesAgain those that arrived although their commits were delivered before: they are evidence of nothing
 */
public record Deliveries(Stream<DeliveredCommit> commits, List<DeliveredChange> changes, Set<UUID> changesAgain) {

    Deliveries(Stream<DeliveredCommit> commits) {
        this(commits, List.of(), Set.of());
    }
}
