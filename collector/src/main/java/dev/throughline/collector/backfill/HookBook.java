package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ForgeHooks.Attempt;
import dev.throughline.collector.backfill.ForgeHooks.Standing;
import dev.throughline.collector.backfill.HealingBook.Forge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known about the webhooks of forges, and what they lost; shared by all processes, one of which watches each source. */
public interface HookBook {

    /** Takes or keeps the watch of a source. Returns false when another process has it. */
    boolean watch(String source, UUID process, Duration lease);

    /** Lets another process have it. */
    void leave(String source, UUID process);

    /** Full names of the repositories for which a forge may have webhooks. */
    List<String> repositories(Forge forge);

    /** Records the places that may have webhooks; new ones are due at once. */
    void places(String source, List<String> places);

    /** Places where webhooks must be looked up again, earliest due first. */
    List<String> duePlaces(String source, int limit);

    /** Records the webhooks of a place. */
    void found(String source, String place, List<String> hooks, Duration again);

    /**
     * Its webhooks cannot be seen.
     *
     * @param isForbidden whether the token lacks a permission; if it had that before, it is weakened
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
     * Records whether a webhook sends, and since when something is missing while it does not.
     *
     * @return whether it did before
     */
    boolean stands(String source, String place, String hook, Standing standing);

    /** Records the attempts of a webhook, in order, and the last one covered. */
    void looked(String source, DueHook hook, List<Attempt> attempts, long newest, Duration again);

    /** It could not be asked. */
    void later(String source, DueHook hook, Duration again);

    /** Forgets what has arrived meanwhile, and what is too old for anything to be done. */
    void settle(String source, Instant oldest);

    /**
     * What is to be resent now, oldest first; nothing for a webhook that does not send.
     *
     * @param ofPlace at most this many per place
     */
    List<Lost> due(String source, int limit, int ofPlace);

    /**
     * The forge was asked to resend it.
     *
     * @param pause until it is asked again; null for never
     */
    void repeated(String source, Lost lost, @Nullable Duration pause);

    /**
     * Begins to read by API what was lost and does not arrive, each repository at most once in a while.
     *
     * @param patience when to stop waiting for it
     * @return names of the repositories
     */
    List<String> beginLost(Forge forge, Patience patience, Duration overlap, Duration pause);

    /**
     * Begins to read by API what webhooks never attempted to send: once such a webhook sends again, and from time to time while it does
     * not.
     *
     * @param pause between two readings for a webhook that does not send
     * @param rest between two readings for one that sends again
     * @return names of the repositories
     */
    List<String> beginMissing(Forge forge, Duration overlap, Duration pause, Duration rest);

    /**
     * When to stop waiting for something that was lost.
     *
     * @param tries how often the forge was asked in vain
     * @param most how long ago it was lost, even if it is still queued; null for any time
     */
    record Patience(int tries, @Nullable Duration most) {}

    /**
     * @param newest the newest attempt that was checked; 0 before the first
     * @param isOn whether it sent when it was last checked
     */
    record DueHook(String place, String hook, long newest, boolean isOn) {}

    /** @param tries how often the forge was asked for it */
    record Lost(String delivery, String place, String hook, long attempt, Instant deliveredAt, int tries) {}
}
