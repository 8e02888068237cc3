package dev.throughline.collector.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of which commits the files were asked for, for services that are parts of a repository. Shared by all processes. */
public interface FilesBook {

    /**
     * The commits of a repository whose files no source has told, newest first, without merges; as far back as its history was ever asked for.
     * Those that were asked for in this backfill are left out, and, where nobody asked for it, those that the forge could not tell before. Empty
     * where no service of the repository asks for files, and where git tells them.
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
        /** The forge does not have the commit, or not all of its files. */
        UNTOLD,
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
