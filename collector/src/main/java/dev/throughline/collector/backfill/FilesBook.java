package dev.throughline.collector.backfill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** For which commits the files were requested, for services that are parts of a repository. Shared by all processes. */
public interface FilesBook {

    /**
     * The commits of a repository whose files no source has listed, newest first, without merges, as far back as its history was ever
     * requested. Left out are those requested in this backfill, those whose files the forge cannot list and, in automatic backfills,
     * commits that the forge did not have. Empty if no service of the repository needs files.
     */
    List<String> missing(Unit unit, ForgeRepository repository, int limit);

    /** How many requests this backfill has made for files of a repository. */
    int requests(Unit unit, ForgeRepository repository);

    /**
     * Records what was requested, once the answers are durable.
     *
     * @param requests how many were made since the last time, of any kind
     */
    void asked(Unit unit, ForgeRepository repository, List<Asked> commits, int requests);

    /** What came of it. */
    enum Outcome {
        TOLD,
        /** There are too many for the forge to list, now and later. */
        CUT_OFF,
        /** The forge does not have the commit. */
        ABSENT,
        /** It did not answer. */
        UNANSWERED
    }

    /**
     * A commit whose files were requested.
     *
     * @param told null when they were not returned
     * @param requests how many it took
     */
    record Asked(String sha, Outcome outcome, Item.@Nullable Told told, int requests) {}
}
