package dev.throughline.collector.inbox;

import dev.throughline.engine.outage.Outage;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves spooled deliveries into the database, at the start and as soon as it is back. */
final class SpoolDrain implements Working {

    private static final Logger log = LoggerFactory.getLogger(SpoolDrain.class);
    private static final int BATCH = 64;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    /** How long a batch may take before the database counts as away. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Spool spool;
    private final GroupCommit groupCommit;
    private final BooleanSupplier isDatabaseUp;
    private final Runnable onBack;
    private final Worker worker = Worker.named("spool-drain")
            .failing("The spool cannot be read", AFTER_FAILURE)
            .doing(this::round);

    /**
     * @param isDatabaseUp asked when nothing is spooled
     * @param onBack called whenever the database accepted a spooled delivery, or is up and nothing is spooled
     */
    SpoolDrain(Spool spool, GroupCommit groupCommit, BooleanSupplier isDatabaseUp, Runnable onBack) {
        this.spool = spool;
        this.groupCommit = groupCommit;
        this.isDatabaseUp = isDatabaseUp;
        this.onBack = onBack;
    }

    /** Moves some files; returns how many. Ends when the database is away. */
    int drain() throws InterruptedException {
        List<Moving> batch = new ArrayList<>();
        long bytes = 0;
        for (Path file : spool.files(BATCH)) {
            try {
                bytes += Files.size(file);
                if (bytes > GroupCommit.MOST_BYTES && !batch.isEmpty()) {
                    break;
                }
                batch.add(new Moving(file, groupCommit.add(spool.read(file))));
            } catch (Spool.NoDelivery | RuntimeException e) {
                setAside(file, e);
            } catch (NoSuchFileException e) {
                // somebody deleted it by hand
            } catch (IOException e) {
                // the disk, not the file: it stays for the next try
                log.warn("Spooled delivery {} cannot be read at the moment: {}", file.getFileName(), e.toString());
            }
        }
        int moved = 0;
        long until = System.nanoTime() + PATIENCE.toNanos();
        for (Moving moving : batch) {
            try {
                moving.isNew.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                spool.remove(moving.file);
                moved++;
            } catch (ExecutionException e) {
                if (Outage.isRefusal(e)) {
                    setAside(moving.file, e);
                }
            } catch (TimeoutException | IOException e) {
                moving.isNew.cancel(false);
            }
        }
        if (moved > 0 || (batch.isEmpty() && isDatabaseUp.getAsBoolean())) {
            onBack.run();
        }
        if (moved > 0) {
            log.info("Moved {} spooled deliveries into the database", moved);
        }
        return moved;
    }

    private void setAside(Path file, Exception why) {
        log.error("Spooled delivery {} cannot be stored, kept as .broken: {}", file.getFileName(), why.toString());
        try {
            spool.setAside(file);
        } catch (IOException e) {
            log.error("Spooled delivery {} cannot be moved aside: {}", file.getFileName(), e.toString());
        }
    }

    private Duration round() throws InterruptedException {
        return drain() == 0 ? PAUSE : Duration.ZERO;
    }

    @Override
    public Worker worker() {
        return worker;
    }

    private record Moving(Path file, CompletableFuture<Boolean> isNew) {}
}
