package dev.throughline.collector.inbox;

import dev.throughline.engine.outage.Outage;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that stores the deliveries of all requests: while one commit runs, the next batch accumulates. It never waits for a batch to
 * fill; measurements show that any such wait costs more than it gains.
 */
final class GroupCommit implements Working {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int LARGEST_BATCH = 256;

    /** Anything still sent to it while the others stop is stored. */
    private static final int BEFORE_OTHER_WORKERS = Worker.USUAL_PHASE - 1;

    /** Deflated bytes of one batch: a driver holds its parameters more than once. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Deliveries deliveries;
    private final IntConsumer onStored;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Worker worker =
            Worker.named("group-commit").inPhase(BEFORE_OTHER_WORKERS).doing(this::round);

    /** @param onStored called after each commit with the number stored, if there were any */
    GroupCommit(Deliveries deliveries, IntConsumer onStored) {
        this.deliveries = deliveries;
        this.onStored = onStored;
    }

    /** Completes once the delivery is durable, with whether it is new; exceptionally when it could not be stored. */
    CompletableFuture<Boolean> add(NewDelivery delivery) {
        CompletableFuture<Boolean> isNew = new CompletableFuture<>();
        Waiting waiting = new Waiting(delivery, isNew);
        queue.add(waiting);
        // free the memory of what nobody waits for any more while a commit hangs
        isNew.whenComplete((_, _) -> {
            if (isNew.isCancelled()) {
                queue.remove(waiting);
            }
        });
        return isNew;
    }

    private Duration round() throws InterruptedException {
        List<Waiting> batch = gather();
        batch.removeIf(waiting -> waiting.isNew.isDone());
        store(batch);
        return Duration.ZERO;
    }

    /** Waits for one, and takes those queued behind it that fit. */
    private List<Waiting> gather() throws InterruptedException {
        List<Waiting> batch = new ArrayList<>();
        Waiting next = queue.take();
        long bytes = 0;
        while (next != null) {
            batch.add(next);
            bytes += next.bytes();
            Waiting following = queue.peek();
            boolean fits = following != null && batch.size() < LARGEST_BATCH && bytes + following.bytes() <= MOST_BYTES;
            next = fits ? queue.poll() : null;
        }
        return batch;
    }

    /** Whatever goes wrong, the waiting callers are told, and the next batch gets its turn. */
    private void store(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<Boolean> areNew =
                    deliveries.insert(batch.stream().map(Waiting::delivery).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).isNew.complete(areNew.get(i));
            }
            int stored = Collections.frequency(areNew, true);
            if (stored > 0) {
                onStored.accept(stored);
            }
        } catch (RuntimeException | Error e) {
            if (batch.size() > 1 && Outage.isRefusal(e)) {
                log.warn("A batch of {} deliveries was refused, each is stored separately", batch.size());
                batch.forEach(waiting -> store(List.of(waiting)));
            } else {
                batch.forEach(waiting -> waiting.isNew.completeExceptionally(e));
            }
        }
    }

    @Override
    public Worker worker() {
        return worker;
    }

    private record Waiting(NewDelivery delivery, CompletableFuture<Boolean> isNew) {

        int bytes() {
            return delivery.deflated().length;
        }
    }
}
