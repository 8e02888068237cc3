package dev.throughline.collector.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be read automatically, shared by all processes: one of them begins it. */
public interface HealingBook {

    /**
     * Begins to read repositories that no backfill has covered. Failed ones are retried by their backfill, not started again.
     *
     * @return names of the repositories
     */
    List<String> beginUnread(Forge forge, Instant since);

    /**
     * Begins to read again what could be read before, back to its last reading, and a little further.
     *
     * @param due nothing happens if it was begun since then
     * @param overlap how much more
     * @param earliest nothing before that
     * @return names of the repositories
     */
    List<String> beginNightly(Forge forge, Instant due, Duration overlap, Instant earliest);

    /**
     * Begins to read the history of recently deployed commits that are missing from the commit graph, for example because a truncated push
     * did not list them or had no base. Each commit is looked for once; nothing is if the graph comes from git.
     *
     * @param pause between two readings of one repository
     * @return names of the repositories
     */
    List<String> beginHeads(Forge forge, Duration pause);

    /** Minutes after midnight, UTC, at which the nightly reading of this installation begins. */
    int minuteOfNight();

    /**
     * Drops finished backfills that are no longer useful, and cached answers that have not been requested for a long time.
     *
     * @param backfills how many of the newest stay, in addition to those that no later one followed
     * @param answersBefore when they were last kept
     */
    void prune(int backfills, Instant answersBefore);

    /**
     * Repositories of a kind of source on the host of a forge.
     *
     * @param source name of the source whose API is used
     * @param kind of its repositories
     * @param host of its repositories; null for any
     */
    record Forge(String source, String kind, @Nullable String host) {}
}
