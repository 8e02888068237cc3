package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.HookBook.DueHook;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a forge says about its webhooks, and how to have deliveries resent. A conversation, on one thread. */
public interface ForgeHooks {

    /**
     * The places that may have webhooks for these repositories.
     *
     * @param repositories full names
     * @return as in the API, e.g. {@code orgs/acme} and {@code repos/acme/shop}
     */
    List<String> places(List<String> repositories);

    /**
     * The enabled webhooks of a place.
     *
     * @throws ApiFailed when the token may not see them, or there is no such place
     */
    List<ForgeHook> hooks(String place) throws ApiFailed;

    /** The first page of each list of what a webhook tried to deliver. */
    List<String> lists(String place, String hook);

    /**
     * A page of such a list, which goes from the newest attempt back.
     *
     * @param page the first one, or the one named by the previous page
     */
    Page attempts(String place, String hook, String page) throws ApiFailed;

    /** Makes a request that costs nothing, to see whether our credentials are accepted. */
    void knock() throws ApiFailed;

    /**
     * Whether a webhook still sends. Makes a request only if its attempts leave a doubt.
     *
     * @param attempts those seen in this check
     */
    default Standing standing(DueHook hook, List<Attempt> attempts) throws ApiFailed {
        return Standing.ON;
    }

    /** Whether it is normal that the webhooks of a place cannot be seen: few tokens may see them, or there cannot be any. */
    default boolean isOptional(String place) {
        return false;
    }

    /** How the forge handles its delivery attempts. */
    Habits habits();

    /** Has an attempt repeated. */
    void repeat(String place, String hook, long attempt) throws ApiFailed;

    /**
     * How a forge handles its delivery attempts.
     *
     * @param kept for how long they can be seen and repeated
     * @param repeats how many may be repeated at once per place; the next ones after a pause
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

    /** Whether a forge sends through a webhook. */
    enum Sending {
        ON,
        /** It failed, and the forge retries after a while. */
        PAUSED,
        /** It failed too often: a person has to re-enable it. */
        OFF
    }

    /**
     * The state of a webhook.
     *
     * @param until when the forge retries, if it is paused and the time is known; null otherwise
     * @param missingSince since when it may have skipped events without any attempt; null for what is known already
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
     * @param isWhole whether the forge still has all of it, and so can resend it
     * @param repository the forge's own id of the repository that it concerns; null when it concerns none
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
