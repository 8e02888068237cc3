package dev.throughline.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Streams a year in the life of a synthetic organisation to a running server. Running it again changes nothing. */
public final class Demo {

    /** The key of the secret that the organisation's sender signs with. */
    public static final String SECRET = "throughline.github.secret";

    private static final Duration HISTORY = Duration.ofDays(365);
    private static final int SENDERS = 8;

    private final URI server;
    private final String secret;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Duration history;

    /** @param server address of the server, e.g. {@code http://127.0.0.1:8080} */
    public Demo(URI server, String secret, PrintStream out, PrintStream err, Clock clock) {
        this(server, secret, out, err, clock, HISTORY);
    }

    /** @param history how much of the past is posted */
    public Demo(URI server, String secret, PrintStream out, PrintStream err, Clock clock, Duration history) {
        this.server = server;
        this.secret = secret;
        this.out = out;
        this.err = err;
        this.clock = clock;
        this.history = history;
    }

    /** Receives the progress of the posting. */
    public interface Watcher {

        /** One more delivery was acknowledged. */
        void advance();

        /** No more will be. */
        void interrupt();
    }

    /**
     * Posts everything and says how it went.
     *
     * @param watcherOf is given the number of deliveries
     * @return exit status: 0 when every delivery was acknowledged, else 1 after one line on {@code err}
     */
    public int run(IntFunction<? extends Watcher> watcherOf) throws InterruptedException {
        Instant now = clock.instant();
        List<Delivery> deliveries = Organisation.deliveries(now.minus(history), now);
        Posting posting = new Posting(deliveries, watcherOf.apply(deliveries.size()));
        Optional<String> failure = posting.run();
        if (failure.isPresent()) {
            err.println(failure.get());
            return 1;
        }
        double seconds = Duration.between(now, clock.instant()).toMillis() / 1000.0;
        out.printf(
                Locale.ROOT,
                "Posted %,d deliveries in %.1f s: %,d new, %,d known already.%n",
                deliveries.size(),
                seconds,
                posting.accepted.get(),
                posting.known.get());
        return 0;
    }

    /** One stream of deliveries, by several senders at once; the first failure stops them all. */
    private final class Posting {

        private final List<Delivery> deliveries;
        private final Watcher watcher;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger accepted = new AtomicInteger();
        private final AtomicInteger known = new AtomicInteger();
        private final AtomicReference<@Nullable String> failure = new AtomicReference<>(null);

        Posting(List<Delivery> deliveries, Watcher watcher) {
            this.deliveries = deliveries;
            this.watcher = watcher;
        }

        Optional<String> run() throws InterruptedException {
            try (Webhook webhook = new Webhook(server, secret)) {
                List<Thread> senders = IntStream.range(0, SENDERS)
                        .mapToObj(i -> Thread.ofVirtual().start(() -> send(webhook)))
                        .toList();
                for (Thread sender : senders) {
                    sender.join();
                }
            }
            if (failure.get() != null) {
                watcher.interrupt();
            }
            return Optional.ofNullable(failure.get());
        }

        private void send(Webhook webhook) {
            for (int i = next.getAndIncrement();
                    i < deliveries.size() && failure.get() == null;
                    i = next.getAndIncrement()) {
                Delivery delivery = deliveries.get(i);
                try {
                    HttpResponse<String> answer = webhook.post(delivery.event(), delivery.id(), delivery.body());
                    switch (answer.statusCode()) {
                        case 202 -> accepted.incrementAndGet();
                        case 200 -> known.incrementAndGet();
                        case 401 ->
                            fail(server + " does not know the webhook secret: set THROUGHLINE_GITHUB_SECRET to"
                                    + " the one that the server uses");
                        default -> fail(server + " answered " + answer.statusCode() + " to a delivery");
                    }
                } catch (IOException e) {
                    fail("No answer from " + server + ": is Throughline running? Start it with ./throughline up");
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    fail("Interrupted");
                }
                if (failure.get() == null) {
                    watcher.advance();
                }
            }
        }

        private void fail(String line) {
            failure.compareAndSet(null, line);
        }
    }
}
