package dev.throughline.engine.sample;

/**
 * What is known about one service, within one transaction.
 *
 * @param hasReports whether its deployments are reported: the location of their commits may become known, or change, at any time
 * @param attempts its successes in production
 * @param graphs what they are linked by
 * @param commits the commits they deliver
 * @param changes the changes that those arrive with
 * @param delivered what they delivered, by the samples as they now stand
 * @param testimony the indications of failure and repair
 */
public record ServiceFacts(
        boolean hasReports,
        Attempts attempts,
        Graphs graphs,
        KnownCommits commits,
        MergedChanges changes,
        KeptDeliveries delivered,
        Testimony testimony) {}
