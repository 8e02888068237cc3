package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ForgeHooks.Attempt;
import dev.throughline.collector.backfill.ForgeHooks.Standing;
import dev.throughline.collector.backfill.HealingBook.Forge;
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

    /**
     * Writes down whether a webhook sends, and since when something is missing while it does not.
     *
     * @return whether it did before
     */
    boolean stands(String source, String place, String hook, Standing standing);

    /** Writes down what a webhook tried, in the order of its attempts, and up to which attempt that was. */
    void looked(String source, DueHook hook, List<Attempt> attempts, long newest, Duration again);

    /** It could not be asked. */
    void later(String source, DueHook hook, Duration again);

    /** Forgets what has arrived meanwhile, and what is so old that nothing can be done any more. */
    void settle(String source, Instant oldest);

    /**
     * What is to be sent again now, the oldest first; nothing of a webhook that does not send.
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
     * @param patience when it does not come
     * @return names of the repositories
     */
    List<String> beginLost(Forge forge, Patience patience, Duration overlap, Duration pause);

    /**
     * Begins to read by API what webhooks did not even try to send: once such a webhook sends again, and now and then while it does not.
     *
     * @param pause between two readings for a webhook that does not send
     * @param rest between two readings for one that sends again
     * @return names of the repositories
     */
    List<String> beginMissing(Forge forge, Duration overlap, Duration pause, Duration rest);

    /**
     * When to give up on something that was lost.
     *
     * @param tries what the forge was asked for so often in vain
     * @param most what was lost so long ago, though it may wait for its turn to be asked for; null for whatever time that takes
     */
    record Patience(int tries, @Nullable Duration most) {}

    /**
     * @param newest the newest attempt that was looked at; 0 before the first
     * @param isOn whether it sent when it was last looked at
     */
    record DueHook(String place, String hook, long newest, boolean isOn) {}

    /** @param tries how often the forge was asked for it */
    record Lost(String delivery, String place, String hook, long attempt, Instant deliveredAt, int tries) {}
}
