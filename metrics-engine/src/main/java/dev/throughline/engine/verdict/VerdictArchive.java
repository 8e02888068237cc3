package dev.throughline.engine.verdict;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** All verdicts, to hand them on to another installation and to take over those of one. */
public interface VerdictArchive {

    /**
     * A verdict with what it is about.
     *
     * @param id its place
     * @param target id of the deployment or incident
     */
    record Said(long id, UUID target, Verdict verdict) {}

    /** Some verdicts in the order in which they were stored: those behind a place, 0 for the first. */
    List<Said> after(long id, int limit);

    /**
     * Keeps a verdict, also on what is not known yet, unless the very same is kept already.
     *
     * @return whether it is new
     */
    boolean restore(UUID target, Verdict verdict);

    /** Has everything derived again that verdicts on these touch. To be called once they are kept. */
    void touch(Collection<UUID> targets);
}
