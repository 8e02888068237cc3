package dev.throughline.collector.history;

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
