package dev.throughline.collector.backfill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be read without anybody asking, shared by all processes: one of them begins it. */
public interface HealingBook {

    /**
     * Begins to read what no backfill has looked at. Those whose reading failed are tried again by their backfill, not begun anew.
     *
     * @return names of the repositories
     */
    List<String> beginUnread(Forge forge, Instant since);

    /**
     * Begins to read again what could be read before, back to when that was, and some more.
     *
     * @param due nothing happens when it was begun since then
     * @param overlap how much more
     * @param earliest nothing before that
     * @return names of the repositories
     */
    List<String> beginNightly(Forge forge, Instant due, Duration overlap, Instant earliest);

    /**
     * Begins to read the history of commits that were deployed lately and that the commit graph does not have: what a truncated push did
     * not list, and one without a base, is among it. Each commit is looked for once; where git tells the graph, nothing is.
     *
     * @param pause between two readings of one repository
     * @return names of the repositories
     */
    List<String> beginHeads(Forge forge, Duration pause);

    /** Minutes after midnight, UTC, at which the nightly reading of this installation begins. */
    int minuteOfNight();

    /**
     * Drops backfills that are over, of which it is of no use to know any more, and answers that nobody asked for since long.
     *
     * @param backfills so many of them stay, the newest; and those that no later one followed
     * @param answersBefore when they were last kept
     */
    void prune(int backfills, Instant answersBefore);

    /**
     * Repositories of a kind of source on the host of a forge.
     *
     * @param source name of the source whose API is asked
     * @param kind of its repositories
     * @param host of its repositories; null for any
     */
    record Forge(String source, String kind, @Nullable String host) {}
}
