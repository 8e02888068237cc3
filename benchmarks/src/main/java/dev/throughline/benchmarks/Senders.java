package dev.throughline.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Post deliveries next to each other, as fast as they are acknowledged. */
final class Senders {

    /** How many there are. */
    static final int MANY = 8;

    private Senders() {}

    /** Posts deliveries, in order but for those that are under way at once. */
    static void post(int port, List<byte[]> requests) throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        Callable<Void> sender = () -> {
            try (Connection connection = new Connection(port)) {
                for (int mine = next.getAndIncrement(); mine < requests.size(); mine = next.getAndIncrement()) {
                    int status = connection.send(requests.get(mine));
                    if (status != 202) {
                        throw new IllegalStateException("delivery " + mine + " was answered " + status);
                    }
                }
            }
            return null;
        };
        List<Callable<Void>> senders = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            senders.add(sender);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(MANY)) {
            for (Future<Void> sent : threads.invokeAll(senders)) {
                sent.get();
            }
        }
    }
}
