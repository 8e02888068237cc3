package dev.throughline.collector.history;

import dev.throughline.collector.history.ForgeHooks.Attempt;
import dev.throughline.collector.history.HealingBook.Forge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of the webhooks of forges, and what they lost; shared by all processes, of which one watches a source. */
public interface HookBook {

    /** Takes the watch of a source, or goes on having it. Answers false when another process has it. */
    boolean watch(String source, UUID process, Duration lease);

    /** Lets another process have it. */
    void leave(String source, UUID process);

    /** Full names of the repositories that a forge may have webhooks of. */
    List<String> repositories(Forge forge);

    /** These are the places where there may be webhooks; those that are new are due at once. */
    void places(String source, List<String> places);

    /** Where webhooks have to be looked for again, what is due first first. */
    List<String> duePlaces(String source, int limit);

    /** A place has these webhooks. */
    void found(String source, String place, List<String> hooks, Duration again);

    /**
     * Its webhooks cannot be seen.
     *
     * @param isForbidden whether there is a right that the token does not have; where it had it once, it is weakened
     * @return whether they could before
     */
    boolean closed(String source, String place, String detail, boolean isForbidden, Duration again);

    /** It could not be asked. */
    void later(String source, String place, Duration again);

    /** Webhooks that are due. */
    List<DueHook> dueHooks(String source, int limit);

    /** How many webhooks of a source are watched. */
    int hooks(String source);

    /** Writes down what a webhook tried, in the order of its attempts, and up to which attempt that was. */
    void looked(String source, DueHook hook, List<Attempt> attempts, long newest, Duration again);

    /** It could not be asked. */
    void later(String source, DueHook hook, Duration again);

    /** Forgets what has arrived meanwhile, and what is so old that nothing can be done any more. */
    void settle(String source, Instant oldest);

    /**
     * What is to be sent again now, the oldest first.
     *
     * @param ofPlace of each place no more than that
     */
    List<Lost> due(String source, int limit, int ofPlace);

    /**
     * The forge was asked to send it again.
     *
     * @param pause until it is asked once more; null for never
     */
    void repeated(String source, Lost lost, @Nullable Duration pause);

    /**
     * Begins to read by API what was lost and does not come, each repository at most once in a while.
     *
     * @param tries what the forge was asked for so often in vain does not come
     * @return names of the repositories
     */
    List<String> beginLost(Forge forge, int tries, Duration overlap, Duration pause);

    /** @param newest the newest attempt that was looked at; 0 before the first */
    record DueHook(String place, String hook, long newest) {}

    /** @param tries how often the forge was asked for it */
    record Lost(String delivery, String place, String hook, long attempt, Instant deliveredAt, int tries) {}
}
