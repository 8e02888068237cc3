package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a PostgreSQL running: if it ends unexpectedly, for example because of the kernel's out-of-memory killer, it is restarted on the
 * same port.
 */
final class Supervisor {

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** One that ran for this long has started successfully: the next pause is the first again. */
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final int port;
    private final Thread thread = new Thread(this::supervise, "postgres-supervisor");
    private ProcessHandle server;
    private Watchdog watchdog;
    private volatile boolean isStopping;

    private Supervisor(Cluster cluster, int port, ProcessHandle server) throws IOException {
        this.cluster = cluster;
        this.port = port;
        this.server = server;
        this.watchdog = Watchdog.over(server.pid());
    }

    /**
     * Starts PostgreSQL and watches over it.
     *
     * @throws StartRefused when it does not start the first time
     */
    static Supervisor start(Cluster cluster, int port) throws IOException, InterruptedException {
        cluster.start(port);
        Supervisor supervisor = new Supervisor(cluster, port, cluster.server().orElseThrow());
        supervisor.thread.setDaemon(true);
        supervisor.thread.start();
        return supervisor;
    }

    /** Stops PostgreSQL. One that is just being started again is waited for. */
    void stop() throws IOException, InterruptedException {
        isStopping = true;
        thread.interrupt();
        synchronized (this) {
            if (cluster.server().isPresent()) {
                cluster.stop();
            }
            watchdog.dismiss();
        }
    }

    private void supervise() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!isStopping) {
                long startedAt = System.nanoTime();
                server.onExit().get();
                if (isStopping) {
                    return;
                }
                if (System.nanoTime() - startedAt > GOOD_RUN.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                log.error("PostgreSQL {} ended unexpectedly and is started again; its log may say why", server.pid());
                pause = restart(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tries until PostgreSQL runs, and returns how long to wait before the next try after this. */
    private Duration restart(Duration firstPause) throws InterruptedException {
        long diedAt = System.nanoTime();
        Duration pause = firstPause;
        while (!isStopping) {
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            try {
                if (startAgain()) {
                    log.info(
                            "PostgreSQL runs again as {}, after {} ms",
                            server.pid(),
                            Duration.ofNanos(System.nanoTime() - diedAt).toMillis());
                }
                return pause;
            } catch (IOException | StartRefused e) {
                log.error("PostgreSQL does not start, tried again in {} ms: {}", pause.toMillis(), e.getMessage());
            }
        }
        return pause;
    }

    /** Returns false when it is no longer wanted. */
    private synchronized boolean startAgain() throws IOException, InterruptedException {
        if (isStopping) {
            return false;
        }
        if (cluster.server().isEmpty()) {
            cluster.forgetDeadServer();
            cluster.start(port);
        }
        server = cluster.server().orElseThrow(() -> new IOException("it ended as soon as it had started"));
        watchdog.dismiss();
        watchdog = Watchdog.over(server.pid());
        return true;
    }
}
