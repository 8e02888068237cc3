package dev.throughline.collector.history;

/** The parts of a repository's history, in the order in which they are read: what the pages need first comes first. */
public enum Chapter {
    REPOSITORY(Counted.NOTHING),
    DEPLOYMENTS(Counted.DEPLOYMENTS),
    RELEASES(Counted.DEPLOYMENTS),
    RUNS(Counted.DEPLOYMENTS),
    TAGS(Counted.NOTHING),
    COMMITS(Counted.COMMITS),
    CHANGES(Counted.CHANGES),
    INCIDENTS(Counted.INCIDENTS);

    private final Counted counted;

    Chapter(Counted counted) {
        this.counted = counted;
    }

    /** What its objects are counted as. */
    public Counted counted() {
        return counted;
    }

    /** What is told of a backfill. */
    public enum Counted {
        NOTHING,
        DEPLOYMENTS,
        CHANGES,
        INCIDENTS,
        COMMITS
    }
}
