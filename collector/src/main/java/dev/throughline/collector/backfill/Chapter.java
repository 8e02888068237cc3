package dev.throughline.collector.backfill;

/** The parts of a repository's history, in the order in which they are read: what the pages need first comes first. */
public enum Chapter {
    REPOSITORY,
    DEPLOYMENTS,
    RELEASES,
    RUNS,
    TAGS,
    COMMITS,
    CHANGES,
    INCIDENTS
}
