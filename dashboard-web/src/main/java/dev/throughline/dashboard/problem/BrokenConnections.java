package dev.throughline.dashboard.problem;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.DisconnectedClientHelper;

/** Connections that break before they are answered: nobody can read an answer, and a line for each would fill the log. */
final class BrokenConnections {

    private static final Logger log = LoggerFactory.getLogger(BrokenConnections.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final AtomicLong silentUntil = new AtomicLong(System.nanoTime());
    private final AtomicLong unsaid = new AtomicLong();

    /** Whether the client caused this; then it is logged, with at most one line a minute. */
    boolean note(Exception e) {
        if (!DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return false;
        }
        unsaid.incrementAndGet();
        long now = System.nanoTime();
        long until = silentUntil.get();
        if (now - until >= 0 && silentUntil.compareAndSet(until, now + PAUSE)) {
            log.info("{} connections broke off before they were answered", unsaid.getAndSet(0));
        }
        return true;
    }
}
