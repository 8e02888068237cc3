package dev.throughline.engine.metric;

import java.util.List;

/**
 * What is known about deployments, as counts. None of them includes redeploys.
 *
 * @param deployments all of them
 * @param linked those whose commits are known exactly
 * @param withBaseline those that have an earlier one to compare with
 * @param byLink the commits that they delivered first, by how they were linked, in the order of {@link
 *     dev.throughline.engine.linking.Link.By}
 * @param byStart the sampled commits, by where their start was read, in the order of {@link
 *     dev.throughline.engine.sample.StartProvenance}
 * @param commits that they delivered first
 * @param samples commits with a lead time
 */
public record DeploymentCoverage(
        long deployments,
        long linked,
        long withBaseline,
        long commits,
        List<Long> byLink,
        long samples,
        List<Long> byStart) {}
