package dev.throughline.engine.sample;

import java.util.List;

/**
 * What one deployment delivered, and the lead times of it in the three series that are never mixed.
 *
 * @param changes those that give the last two series; commits without a change are in the second one too
 * @param leadSeconds per commit
 * @param leadChangeSeconds per change, from its first commit
 * @param leadMergeSeconds per change, from its merge
 */
public record Deliveries(
        List<DeliveredCommit> commits,
        List<DeliveredChange> changes,
        List<Integer> leadSeconds,
        List<Integer> leadChangeSeconds,
        List<Integer> leadMergeSeconds) {}
