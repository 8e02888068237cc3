package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ForgeHooks.Attempt;
import dev.throughline.collector.backfill.ForgeHooks.ForgeHook;
import dev.throughline.collector.backfill.ForgeHooks.Page;
import dev.throughline.collector.backfill.ForgeHooks.Sending;
import dev.throughline.collector.backfill.ForgeHooks.Standing;
import dev.throughline.collector.backfill.HealingBook.Forge;
import dev.throughline.collector.backfill.HookBook.DueHook;
import dev.throughline.collector.backfill.HookBook.Lost;
import dev.throughline.collector.backfill.HookBook.Patience;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the webhooks of one source: failed deliveries are resent, and if that does not help, what they concerned is queued to be read by
 * API.
 */
final class HookWatch {

    private static final Logger log = LoggerFactory.getLogger(HookWatch.class);

    /** An attempt that took long is listed after others that began later. */
    private static final Duration LATE = Duration.ofMinutes(15);

    /** The number of pauses between two lookups of webhooks, if there are some. */
    private static final int PAUSES_PER_PLACE = 60;

    private static final Duration CLOSED = Duration.ofDays(1);
    private static final Duration FORBIDDEN = Duration.ofHours(1);
    private static final int PLACES = 500;
    private static final int HOOKS = 500;
    private static final int HOOKS_PER_PAUSE = 60;
    private static final int REPEATS = 60;
    private static final int PAGES = 300;
    private static final int PAUSES_AFTER_STUMBLE = 5;

    /** After this many requests in vain, what was lost is read by API; it may still arrive. */
    private static final int TRIES_BEFORE_READING = 4;

    private static final int MOST_TRIES = 10;
    private static final Duration OVERLAP = Duration.ofHours(6);
    private static final int PAUSES_PER_READING = 30;

    /** What was skipped before a webhook sent again is read soon, but not after each of many short pauses. */
    private static final int PAUSES_PER_REST = 10;

    private final HookBook book;
    private final Forge forge;
    private final Duration pause;
    private final @Nullable String url;
    private final Clock clock;
    private boolean isBlind;

    /**
     * @param pause between two checks of a webhook
     * @param url our own address, if configured
     */
    HookWatch(HookBook book, Forge forge, Duration pause, @Nullable String url, Clock clock) {
        this.book = book;
        this.forge = forge;
        this.pause = pause;
        this.url = url;
        this.clock = clock;
    }

    /** @throws ApiFailed when the forge refuses our credentials, or we have to stop */
    void look(ForgeHooks hooks) throws ApiFailed {
        book.places(source(), hooks.places(book.repositories(forge)));
        for (String place : book.duePlaces(source(), PLACES)) {
            findHooks(hooks, place);
        }
        List<DueHook> due = book.dueHooks(source(), HOOKS);
        if (due.isEmpty()) {
            knock(hooks);
        }
        for (DueHook hook : due) {
            findLost(hooks, hook);
        }
        book.settle(source(), clock.instant().minus(hooks.habits().kept()));
        int ofPlace = hooks.habits().repeats();
        Set<String> forbidden = new HashSet<>();
        for (Lost lost : book.due(source(), REPEATS, ofPlace)) {
            repeat(hooks, lost, forbidden);
        }
        Duration reading = pause.multipliedBy(PAUSES_PER_READING);
        // if only a few are resent at once, the last may wait for hours
        Patience patience = new Patience(TRIES_BEFORE_READING, ofPlace < REPEATS ? reading : null);
        List<String> lost = book.beginLost(forge, patience, OVERLAP, reading);
        if (!lost.isEmpty()) {
            log.warn("Deliveries of {} were lost and are not resent: what they concerned is read by API", brief(lost));
        }
        List<String> missing = book.beginMissing(forge, OVERLAP, reading, pause.multipliedBy(PAUSES_PER_REST));
        if (!missing.isEmpty()) {
            log.info("Webhooks of {} missed something: it is read by API", brief(missing));
        }
    }

    private static String brief(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(3, names.size()))) + (names.size() > 3 ? ", …" : "");
    }

    private void knock(ForgeHooks hooks) throws ApiFailed {
        try {
            hooks.knock();
        } catch (ApiFailed failed) {
            if (!failed.isOfOne()) {
                stumble(failed);
            }
        }
    }

    private void findHooks(ForgeHooks hooks, String place) throws ApiFailed {
        try {
            List<ForgeHook> ours = ours(hooks.hooks(place));
            book.found(
                    source(), place, ours.stream().map(ForgeHook::id).toList(), pause.multipliedBy(PAUSES_PER_PLACE));
            ours.forEach(hook -> stand(place, hook.id(), hook.standing()));
        } catch (ApiFailed failed) {
            if (failed.isOfOne()) {
                boolean isForbidden = failed.reason() == Reason.FORBIDDEN;
                boolean wasOpen = book.closed(
                        source(),
                        place,
                        String.valueOf(failed.getMessage()),
                        isForbidden,
                        isForbidden ? FORBIDDEN : CLOSED);
                if (isForbidden && (wasOpen || !isBlind && !hooks.isOptional(place))) {
                    log.warn("The webhooks of {} cannot be watched: {}", place, failed.getMessage());
                    isBlind = true;
                }
            } else {
                stumble(failed);
                book.later(source(), place, pause.multipliedBy(PAUSES_AFTER_STUMBLE));
            }
        }
    }

    /** Those that post here: by our own address if configured, otherwise by its path. */
    private List<ForgeHook> ours(List<ForgeHook> hooks) {
        String path = "/webhooks/" + source();
        List<ForgeHook> likely = hooks.stream()
                .filter(hook ->
                        withoutSlash(String.valueOf(hook.url().getPath())).endsWith(path))
                .toList();
        List<ForgeHook> exact = likely.stream()
                .filter(hook ->
                        url != null && withoutSlash(hook.url().toString()).equals(withoutSlash(url) + path))
                .toList();
        return url == null ? likely : exact;
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/+$", "");
    }

    private void findLost(ForgeHooks hooks, DueHook hook) throws ApiFailed {
        int turns = 1 + book.hooks(source()) / HOOKS_PER_PAUSE;
        try {
            List<Attempt> attempts = attempts(hooks, hook);
            long newest = attempts.stream().mapToLong(Attempt::id).max().orElse(hook.newest());
            stand(hook.place(), hook.hook(), hooks.standing(hook, attempts));
            book.looked(source(), hook, attempts, newest, pause.multipliedBy(turns));
        } catch (ApiFailed failed) {
            if (failed.isOfOne()) {
                book.later(source(), hook.place(), Duration.ZERO);
            } else {
                stumble(failed);
            }
            book.later(source(), hook, pause.multipliedBy((long) turns * PAUSES_AFTER_STUMBLE));
        }
    }

    /** The attempts since the last check, and a little before. */
    private List<Attempt> attempts(ForgeHooks hooks, DueHook hook) throws ApiFailed {
        List<Attempt> attempts = new ArrayList<>();
        for (String list : hooks.lists(hook.place(), hook.hook())) {
            addNew(attempts, hooks, hook, list);
        }
        return attempts;
    }

    private void addNew(List<Attempt> attempts, ForgeHooks hooks, DueHook hook, String list) throws ApiFailed {
        Instant now = clock.instant();
        Instant oldest = now.minus(hooks.habits().kept());
        String next = list;
        for (int pages = 0; pages < PAGES; pages++) {
            Page page = hooks.attempts(hook.place(), hook.hook(), next);
            for (Attempt attempt : page.attempts()) {
                boolean isOld = attempt.id() <= hook.newest() && attempt.at().isBefore(now.minus(LATE));
                if (isOld || attempt.at().isBefore(oldest)) {
                    return;
                }
                attempts.add(attempt);
            }
            next = page.next();
            if (next == null) {
                return;
            }
        }
        log.warn("A webhook of {} made more attempts than are checked", hook.place());
    }

    /** Reports once that a webhook no longer sends, and that it sends again. */
    private void stand(String place, String hook, Standing standing) {
        boolean wasOn = book.stands(source(), place, hook, standing);
        if (wasOn && !standing.isOn()) {
            log.warn(
                    "The webhook {} of {} was disabled because its deliveries failed{}: what it misses is read by API",
                    hook,
                    place,
                    standing.sending() == Sending.PAUSED
                            ? "; it is tried again after a while"
                            : ". Somebody has to send a test event, on its page, that arrives");
        } else if (!wasOn && standing.isOn()) {
            log.info("The webhook {} of {} sends again", hook, place);
        }
    }

    /** @param forbidden places that are known not to allow resending */
    private void repeat(ForgeHooks hooks, Lost lost, Set<String> forbidden) throws ApiFailed {
        if (forbidden.contains(lost.place())) {
            book.repeated(source(), lost, null);
            return;
        }
        try {
            hooks.repeat(lost.place(), lost.hook(), lost.attempt());
            boolean isLast = lost.tries() + 1 >= MOST_TRIES;
            book.repeated(source(), lost, isLast ? null : pause.multipliedBy(1L << lost.tries()));
            log.info("Delivery {} did not arrive: {} sends it again", lost.delivery(), source());
        } catch (ApiFailed failed) {
            if (failed.isOfOne()) {
                book.repeated(source(), lost, null);
                log.warn("Delivery {} is not sent again: {}", lost.delivery(), failed.getMessage());
                if (failed.reason() == Reason.FORBIDDEN) {
                    forbidden.add(lost.place());
                }
            } else {
                stumble(failed);
                book.repeated(source(), lost, pause.multipliedBy(PAUSES_AFTER_STUMBLE));
            }
        }
    }

    /** A failure that affects everything ends the check. */
    private void stumble(ApiFailed failed) throws ApiFailed {
        if (failed.reason() == Reason.UNAUTHORIZED || failed.reason() == Reason.STOPPED) {
            throw failed;
        }
        log.info("The webhooks of {} are checked later: {}", source(), failed.getMessage());
    }

    private String source() {
        return forge.source();
    }
}
