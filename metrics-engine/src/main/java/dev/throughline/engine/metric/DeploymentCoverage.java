package dev.throughline.engine.metric;

import java.util.List;

/**
 * What is known of deployments, as counts. Redeploys are in none of them.
 *
 * @param deployments all of them
 * @param linked those whose commits are known exactly
 * @param withBaseline those that have an earlier one to compare with
 * @param byLink the commits that they were the first to deliver, by how they were linked, in the order of {@link
 *     dev.throughline.engine.linking.Link.By}
 * @param byStart the sampled commits, by where their start was read, in the order of {@link
 *     dev.throughline.engine.sample.StartProvenance}
 * @param commits that they were the first to deliver
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
