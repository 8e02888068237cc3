package dev.throughline.collector.backfill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of which commits the files were asked for, for services that are parts of a repository. Shared by all processes. */
public interface FilesBook {

    /**
     * The commits of a repository whose files no source has told, newest first, without merges; as far back as its history was ever asked for.
     * Those that were asked for in this backfill are left out, and those that the forge cannot tell; commits that it did not have only where
     * nobody asked for the backfill. Empty where no service of the repository asks for files.
     */
    List<String> missing(Unit unit, ForgeRepository repository, int limit);

    /** How many requests this backfill has made for files of a repository. */
    int requests(Unit unit, ForgeRepository repository);

    /**
     * Writes down what was asked for, once what was told is durable.
     *
     * @param requests how many were made since the last time, of whatever kind
     */
    void asked(Unit unit, ForgeRepository repository, List<Asked> commits, int requests);

    /** What came of it. */
    enum Outcome {
        TOLD,
        /** They are too many for the forge to tell all of them, now and later. */
        CUT_OFF,
        /** The forge does not have the commit. */
        ABSENT,
        /** It did not answer. */
        UNANSWERED
    }

    /**
     * A commit whose files were asked for.
     *
     * @param told null when they were not told
     * @param requests that it took
     */
    record Asked(String sha, Outcome outcome, Item.@Nullable Told told, int requests) {}
}
