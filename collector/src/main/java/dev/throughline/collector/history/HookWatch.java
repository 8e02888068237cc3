package dev.throughline.collector.history;

import dev.throughline.collector.history.ApiFailed.Reason;
import dev.throughline.collector.history.ForgeHooks.Attempt;
import dev.throughline.collector.history.ForgeHooks.ForgeHook;
import dev.throughline.collector.history.ForgeHooks.Page;
import dev.throughline.collector.history.HealingBook.Forge;
import dev.throughline.collector.history.HookBook.DueHook;
import dev.throughline.collector.history.HookBook.Lost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the webhooks of one source: what they tried in vain to deliver is sent again, and where that does not help, what it was about is
 * put up to be read by API.
 */
final class HookWatch {

    private static final Logger log = LoggerFactory.getLogger(HookWatch.class);

    /** An attempt that took long is listed behind others that began later. */
    private static final Duration LATE = Duration.ofMinutes(15);

    /** So many pauses lie between two looks for webhooks, where there are some. */
    private static final int PAUSES_PER_PLACE = 60;

    private static final Duration CLOSED = Duration.ofDays(1);
    private static final Duration FORBIDDEN = Duration.ofHours(1);
    private static final int PLACES = 500;
    private static final int HOOKS = 500;
    private static final int HOOKS_PER_PAUSE = 60;
    private static final int REPEATS = 60;
    private static final int PAGES = 300;
    private static final int PAUSES_AFTER_STUMBLE = 5;

    /** Asked for in vain so often, what was lost is read by API; it may still come. */
    private static final int TRIES_BEFORE_READING = 4;

    private static final int MOST_TRIES = 10;
    private static final Duration OVERLAP = Duration.ofHours(6);
    private static final int PAUSES_PER_READING = 30;

    private final HookBook book;
    private final Forge forge;
    private final Duration pause;
    private final @Nullable String url;
    private final Clock clock;
    private boolean isBlind;

    /**
     * @param pause between two looks at a webhook
     * @param url where we are reached, as far as somebody said
     */
    HookWatch(HookBook book, Forge forge, Duration pause, @Nullable String url, Clock clock) {
        this.book = book;
        this.forge = forge;
        this.pause = pause;
        this.url = url;
        this.clock = clock;
    }

    /** @throws ApiFailed when the forge does not let us in, or we have to end */
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
        for (Lost lost : book.due(source(), REPEATS, hooks.habits().repeats())) {
            repeat(hooks, lost);
        }
        List<String> read =
                book.beginLost(forge, TRIES_BEFORE_READING, OVERLAP, pause.multipliedBy(PAUSES_PER_READING));
        if (!read.isEmpty()) {
            log.warn(
                    "Deliveries of {} were lost and do not come again: what they were about is read by API",
                    String.join(", ", read.subList(0, Math.min(3, read.size()))));
        }
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
            List<String> ours = ours(hooks.hooks(place));
            book.found(source(), place, ours, pause.multipliedBy(PAUSES_PER_PLACE));
        } catch (ApiFailed failed) {
            if (failed.isOfOne()) {
                boolean isForbidden = failed.reason() == Reason.FORBIDDEN;
                boolean wasOpen = book.closed(
                        source(),
                        place,
                        String.valueOf(failed.getMessage()),
                        isForbidden,
                        isForbidden ? FORBIDDEN : CLOSED);
                if (isForbidden && (wasOpen || !isBlind)) {
                    log.warn("The webhooks of {} cannot be watched: {}", place, failed.getMessage());
                    isBlind = true;
                }
            } else {
                stumble(failed);
                book.later(source(), place, pause.multipliedBy(PAUSES_AFTER_STUMBLE));
            }
        }
    }

    /** Those that post here: by our own address where somebody said it, else by its path. */
    private List<String> ours(List<ForgeHook> hooks) {
        String path = "/webhooks/" + source();
        List<ForgeHook> likely = hooks.stream()
                .filter(hook ->
                        withoutSlash(String.valueOf(hook.url().getPath())).endsWith(path))
                .toList();
        List<ForgeHook> exact = likely.stream()
                .filter(hook ->
                        url != null && withoutSlash(hook.url().toString()).equals(withoutSlash(url) + path))
                .toList();
        return (url == null ? likely : exact).stream().map(ForgeHook::id).toList();
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/+$", "");
    }

    private void findLost(ForgeHooks hooks, DueHook hook) throws ApiFailed {
        int turns = 1 + book.hooks(source()) / HOOKS_PER_PAUSE;
        try {
            List<Attempt> attempts = attempts(hooks, hook);
            long newest = attempts.stream().mapToLong(Attempt::id).max().orElse(hook.newest());
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

    /** What was tried since the last look, and a little before. */
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
        log.warn("A webhook of {} made more attempts than are looked at", hook.place());
    }

    private void repeat(ForgeHooks hooks, Lost lost) throws ApiFailed {
        try {
            hooks.repeat(lost.place(), lost.hook(), lost.attempt());
            boolean isLast = lost.tries() + 1 >= MOST_TRIES;
            book.repeated(source(), lost, isLast ? null : pause.multipliedBy(1L << lost.tries()));
            log.info("Delivery {} did not arrive: {} sends it again", lost.delivery(), source());
        } catch (ApiFailed failed) {
            if (failed.isOfOne()) {
                book.repeated(source(), lost, null);
                log.warn("Delivery {} is not sent again: {}", lost.delivery(), failed.getMessage());
            } else {
                stumble(failed);
                book.repeated(source(), lost, pause.multipliedBy(PAUSES_AFTER_STUMBLE));
            }
        }
    }

    /** What stands in the way of everything ends the look. */
    private void stumble(ApiFailed failed) throws ApiFailed {
        if (failed.reason() == Reason.UNAUTHORIZED || failed.reason() == Reason.STOPPED) {
            throw failed;
        }
        log.info("The webhooks of {} are looked at later: {}", source(), failed.getMessage());
    }

    private String source() {
        return forge.source();
    }
}
