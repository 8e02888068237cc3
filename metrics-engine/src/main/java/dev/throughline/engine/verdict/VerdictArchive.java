package dev.throughline.engine.verdict;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** All verdicts, to export them to another installation and to import those of one. */
public interface VerdictArchive {

    /**
     * A verdict with its subject.
     *
     * @param id its place
     * @param target id of the deployment or incident
     */
    record Said(long id, UUID target, Verdict verdict) {}

    /** Some verdicts in the order in which they were stored: those after a place, 0 for the first. */
    List<Said> after(long id, int limit);

    /**
     * Stores a verdict, even on something not known yet, unless exactly the same is already stored.
     *
     * @return whether it is new
     */
    boolean restore(UUID target, Verdict verdict);

    /** Has everything derived again that verdicts on these affect. To be called once they are stored. */
    void touch(Collection<UUID> targets);
}
