package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.HookBook.DueHook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a forge tells of the webhooks that it sends, and has sent again. A conversation, on one thread. */
public interface ForgeHooks {

    /**
     * Where there may be webhooks that tell of these repositories.
     *
     * @param repositories full names
     * @return as the API has them, e.g. {@code orgs/acme} and {@code repos/acme/shop}
     */
    List<String> places(List<String> repositories);

    /**
     * The webhooks of a place that are switched on.
     *
     * @throws ApiFailed when the token has no right to see them, or there is no such place
     */
    List<ForgeHook> hooks(String place) throws ApiFailed;

    /** The first page of each list of what a webhook tried to deliver. */
    List<String> lists(String place, String hook);

    /**
     * A page of such a list, which goes from the newest attempt back.
     *
     * @param page the first one, or what the page before names
     */
    Page attempts(String place, String hook, String page) throws ApiFailed;

    /** Asks for what costs nothing, to hear whether we are let in. */
    void knock() throws ApiFailed;

    /**
     * Whether a webhook still sends. Asks only where what it tried leaves a doubt.
     *
     * @param attempts what was seen of it in this look
     */
    default Standing standing(DueHook hook, List<Attempt> attempts) throws ApiFailed {
        return Standing.ON;
    }

    /** Whether it is nothing to speak of when the webhooks of a place cannot be seen: few tokens may, or there cannot be any. */
    default boolean isOptional(String place) {
        return false;
    }

    /** How the forge treats what it tried to deliver. */
    Habits habits();

    /** Has an attempt made again. */
    void repeat(String place, String hook, long attempt) throws ApiFailed;

    /**
     * How a forge treats what it tried to deliver.
     *
     * @param kept for how long it can be seen, and made again
     * @param repeats of one place, how many may be made again at once; the next ones after a pause
     */
    record Habits(Duration kept, int repeats) {}

    /**
     * A webhook.
     *
     * @param id the forge's own
     * @param url where it posts to
     * @param standing whether it sends
     */
    record ForgeHook(String id, URI url, Standing standing) {}

    /** Whether a forge sends by a webhook. */
    enum Sending {
        ON,
        /** It failed, and the forge tries again after a while. */
        PAUSED,
        /** It failed too often: a person has to re-enable it. */
        OFF
    }

    /**
     * How it stands with a webhook.
     *
     * @param until when the forge tries again, where it is paused and tells; null otherwise
     * @param missingSince since when it may have left something out that it did not even try; null for what is known already
     */
    record Standing(
            Sending sending,
            @Nullable Instant until,
            @Nullable Instant missingSince) {

        public static final Standing ON = new Standing(Sending.ON, null, null);

        public boolean isOn() {
            return sending == Sending.ON;
        }
    }

    /**
     * One attempt to deliver.
     *
     * @param id the forge's own; later attempts have greater ones
     * @param delivery the same for each attempt to deliver the same
     * @param isDelivered whether the receiver took it
     * @param isWhole whether the forge has all of it still, and so can send it again
     * @param repository the forge's own id of the repository that it is about; null when it is about none
     */
    record Attempt(
            long id,
            String delivery,
            Instant at,
            boolean isDelivered,
            boolean isWhole,
            @Nullable String repository) {}

    /** @param next leads to older ones; null when there are none */
    record Page(List<Attempt> attempts, @Nullable String next) {}
}
