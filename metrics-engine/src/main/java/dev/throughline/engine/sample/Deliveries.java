package dev.throughline.engine.sample;

import java.util.List;
import java.util.stream.Stream;

/**
 * What one deployment delivered.
 *
 * @param commits can be read once, and is read from the facts meanwhile when they are very many
 * @param changes those that give lead times
 */
public record Deliveries(Stream<DeliveredCommit> commits, List<DeliveredChange> changes) {}
