package dev.throughline.server.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, set from a test at any time. Kinds of requests are the shapes of their paths: {@code pulls},
 * {@code pulls/{n}}, {@code deployments/{n}/statuses}; of a repository itself {@code repository}.
 */
public final class Faults {

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final Map<String, Window> windows = new ConcurrentHashMap<>();
    private volatile Quota quota;
    private volatile Quota anonymous;
    private volatile Duration clockOffset = Duration.ZERO;
    private volatile Blocked blocked = new Blocked(Instant.MIN, new Fault.SecondaryLimit(403, Duration.ZERO));

    Faults(Quota quota, Quota anonymous) {
        this.quota = quota;
        this.anonymous = anonymous;
    }

    /** So many requests in so long. */
    record Quota(int requests, Duration window) {}

    /** Until when a secondary limit holds. */
    record Blocked(Instant until, Fault.SecondaryLimit limit) {}

    /** The n-th, 2n-th … request of a kind. */
    private record Rule(@Nullable String kind, int every, AtomicInteger left, AtomicInteger seen, Fault fault) {}

    private record Change(String kind, int request, AtomicInteger seen, Runnable change) {}

    /** A window of a quota as it stands. */
    record Standing(int limit, int used, Instant reset, boolean refused) {

        int remaining() {
            return Math.max(0, limit - used);
        }
    }

    private static final class Window {
        private Instant reset = Instant.MIN;
        private int used;
    }

    /** The primary limit of every token: so many requests per window, then none until the window is over. */
    public void limit(int requests, Duration window) {
        quota = new Quota(requests, window);
        windows.clear();
    }

    /** The primary limit of those without a token. */
    public void anonymousLimit(int requests, Duration window) {
        anonymous = new Quota(requests, window);
        windows.clear();
    }

    /** Every n-th request. */
    public void every(int n, Fault fault) {
        rules.add(new Rule(null, n, new AtomicInteger(Integer.MAX_VALUE), new AtomicInteger(), fault));
    }

    /** Every n-th request of a kind. */
    public void every(int n, String kind, Fault fault) {
        rules.add(new Rule(kind, n, new AtomicInteger(Integer.MAX_VALUE), new AtomicInteger(), fault));
    }

    /** The next requests, one fault each. */
    public void next(Fault... faults) {
        for (Fault fault : faults) {
            rules.add(new Rule(null, 1, new AtomicInteger(1), new AtomicInteger(), fault));
        }
    }

    /** The next requests of a kind, one fault each. */
    public void next(String kind, Fault... faults) {
        for (Fault fault : faults) {
            rules.add(new Rule(kind, 1, new AtomicInteger(1), new AtomicInteger(), fault));
        }
    }

    /** Runs once, just before the n-th request of a kind from now on is answered: a list changes between its pages. */
    public void before(String kind, int request, Runnable change) {
        changes.add(new Change(kind, request, new AtomicInteger(), change));
    }

    /** How far its clock is ahead: in {@code Date} and in when a window resets. */
    public void clockOffset(Duration offset) {
        clockOffset = offset;
    }

    /** Nothing goes wrong any more; limits stay. */
    public void clear() {
        rules.clear();
        changes.clear();
        clockOffset = Duration.ZERO;
        blocked = new Blocked(Instant.MIN, blocked.limit());
    }

    Duration clockOffset() {
        return clockOffset;
    }

    /** Also runs the changes that are due. At most one fault befalls a request; the rest wait for the next one. */
    @Nullable
    Fault befalling(String kind, Instant now) {
        for (Change change : new ArrayList<>(changes)) {
            if (change.kind().equals(kind) && change.seen().incrementAndGet() == change.request()) {
                changes.remove(change);
                change.change().run();
            }
        }
        Fault befalling = null;
        for (Rule rule : rules) {
            boolean concerns = rule.kind() == null || rule.kind().equals(kind);
            if (befalling == null
                    && concerns
                    && rule.seen().incrementAndGet() % rule.every() == 0
                    && rule.left().getAndDecrement() > 0) {
                befalling = rule.fault();
                if (befalling instanceof Fault.SecondaryLimit limit) {
                    blocked = new Blocked(now.plus(limit.retryAfter()), limit);
                }
            }
            if (rule.left().get() <= 0) {
                rules.remove(rule);
            }
        }
        return befalling;
    }

    /** The secondary limit that holds now. */
    @Nullable
    Blocked blocked(Instant now) {
        Blocked current = blocked;
        return now.isBefore(current.until()) ? current : null;
    }

    /** Takes a request from a quota; refused when none was left. */
    Standing take(Access access, Instant now) {
        return count(access, now, 1);
    }

    /** Gives it back: a 304 costs nothing. */
    Standing giveBack(Access access, Instant now) {
        return count(access, now, -1);
    }

    Standing standing(Access access, Instant now) {
        return count(access, now, 0);
    }

    private Standing count(Access access, Instant now, int requests) {
        Quota current = access.isAnonymous() ? anonymous : quota;
        Window window = windows.computeIfAbsent(access.who(), who -> new Window());
        synchronized (window) {
            if (!now.isBefore(window.reset)) {
                window.used = 0;
                window.reset = now.plus(current.window());
            }
            boolean refused = requests > 0 && window.used >= current.requests();
            if (!refused) {
                window.used = Math.max(0, window.used + requests);
            }
            return new Standing(current.requests(), window.used, window.reset, refused);
        }
    }
}
