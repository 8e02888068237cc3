package dev.throughline.engine.metric;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of what happened in a window the numbers rest on.
 *
 * @param deploymentsLinked deployments whose commits are known exactly
 * @param deploymentsWithBaseline deployments with an earlier one to compare with
 * @param commitsByLink delivered commits by how they were linked: graph, push, head
 * @param commitsByStart sampled commits by where their start was read: pr_commits, branch_push, trailer, pr_opened, commit
 * @param incidentsLinked incidents of the window that are linked to a deployment
 */
public record Coverage(
        Share deploymentsLinked,
        Share deploymentsWithBaseline,
        Map<String, Share> commitsByLink,
        Map<String, Share> commitsByStart,
        Share incidentsLinked) {

    /** A part of a whole; {@code value} is null when the whole is 0. */
    public record Share(@Nullable Double value, long numerator, long denominator) {}
}
