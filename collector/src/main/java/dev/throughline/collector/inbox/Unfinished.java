package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The requests whose body is still arriving. Each has limited time; there is a limit per sender and in total, beyond which the oldest is
 * dropped. So slow senders do not keep others from being read.
 */
final class Unfinished {

    /** GitHub gives up after 10 seconds, and so does GitLab by default. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int MOST = 512;
    private static final int MOST_OF_ONE = 64;

    private final int most;
    private final int mostOfOne;
    private final Set<InetAddress> exempt;
    private final Set<Arrival> arriving = new LinkedHashSet<>();
    private final Map<String, Integer> bySender = new HashMap<>();

    /** @param exempt addresses that stand for many senders; loopback does anyway */
    Unfinished(Set<InetAddress> exempt) {
        this(MOST, MOST_OF_ONE, exempt);
    }

    private Unfinished(int most, int mostOfOne, Set<InetAddress> exempt) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        this.exempt = exempt;
    }

    /** Separate limits for some of them; the same addresses are exempt. */
    Unfinished limitedTo(int mostOfThem, int mostOfOneSender) {
        return new Unfinished(mostOfThem, mostOfOneSender, exempt);
    }

    /** One that is arriving. Closing it means that it has arrived, or never will. */
    final class Arrival implements AutoCloseable {

        private final String sender;
        private final long startedAt = System.nanoTime();
        private volatile boolean isGivenUp;

        private Arrival(String sender) {
            this.sender = sender;
        }

        /** @throws Problem when its time is up, or it was dropped in favour of others */
        void goOn() {
            if (isGivenUp || elapsed().compareTo(LONGEST) > 0) {
                throw Problem.tooSlow(LONGEST);
            }
        }

        /** Since waiting for its first byte began. */
        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - startedAt);
        }

        /** The whole body is there: it is no longer one of those that are arriving. */
        void arrived() {
            forget(this);
        }

        @Override
        public void close() {
            forget(this);
        }
    }

    /** @throws Problem when too many from this sender are arriving */
    synchronized Arrival begin(String sender) {
        if (bySender.getOrDefault(sender, 0) >= mostOfOne && !standsForMany(sender)) {
            throw Problem.busy();
        }
        if (arriving.size() >= most) {
            Iterator<Arrival> oldest = arriving.iterator();
            Arrival given = oldest.next();
            given.isGivenUp = true;
            forget(given);
        }
        Arrival arrival = new Arrival(sender);
        arriving.add(arrival);
        bySender.merge(sender, 1, Integer::sum);
        return arrival;
    }

    private synchronized void forget(Arrival arrival) {
        if (arriving.remove(arrival)) {
            bySender.computeIfPresent(arrival.sender, (sender, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean standsForMany(String sender) {
        try {
            InetAddress address = InetAddress.ofLiteral(sender);
            return address.isLoopbackAddress() || exempt.contains(address);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
