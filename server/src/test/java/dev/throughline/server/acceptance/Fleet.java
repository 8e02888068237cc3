package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Webhook;
import dev.throughline.server.acceptance.FullServer.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Processes of single roles on one database. Each can be killed while others post to it and ask it. */
final class Fleet implements AutoCloseable {

    private static final int OF_EACH_ROLE = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** None lives long. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    private final List<Member> collectors;
    private final List<Member> engines;
    private final List<Member> webs;

    private Fleet(List<Member> collectors, List<Member> engines, List<Member> webs) {
        this.collectors = collectors;
        this.engines = engines;
        this.webs = webs;
    }

    /** Two processes of each role, all ready. */
    static Fleet start(Path folder, String databaseUrl) {
        Fleet fleet = new Fleet(
                members("collector", folder, databaseUrl),
                members("engine", folder, databaseUrl),
                members("web", folder, databaseUrl));
        CompletableFuture<?>[] starting = fleet.members().stream()
                .map(member -> CompletableFuture.runAsync(member::start, Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(starting).join();
            return fleet;
        } catch (CompletionException e) {
            fleet.close();
            throw e;
        }
    }

    private static List<Member> members(String role, Path folder, String databaseUrl) {
        return IntStream.rangeClosed(1, OF_EACH_ROLE)
                .mapToObj(number -> new Member(role, number, folder, databaseUrl))
                .toList();
    }

    /** One process after the other that does the same, on the same data folder. */
    static final class Member {

        private final String name;
        private final Path folder;
        private final String[] arguments;
        private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

        private record Running(ForkedServer server, Webhook webhook) {}

        private Member(String role, int number, Path folder, String databaseUrl) {
            this.name = role + "-" + number;
            this.folder = folder;
            this.arguments = new String[] {"--throughline.database-url=" + databaseUrl, "--throughline.roles=" + role};
        }

        void start() {
            try {
                ForkedServer server =
                        ForkedServer.start(QUICK_START, folder.resolve(name), folder.resolve(name + ".log"), arguments);
                Running last = running.getAndSet(
                        new Running(server, new Webhook(server.server().address(), FullServer.SECRET)));
                if (last != null) {
                    last.webhook().close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** kill -9. */
        void kill() {
            try {
                running().server().kill();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private Running running() {
            return Objects.requireNonNull(running.get());
        }

        /** What runs now, or was killed last. */
        FullServer server() {
            return running().server().server();
        }

        /** Whether it has acknowledged it: not when it is killed meanwhile, or does not run. */
        boolean accepts(Envelope delivery) {
            try {
                int status = running()
                        .webhook()
                        .post(delivery.event(), delivery.delivery(), delivery.body())
                        .statusCode();
                return status == 202 || status == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void close() {
            Running last = running.get();
            if (last != null) {
                last.webhook().close();
                last.server().close();
            }
        }
    }

    List<Member> members() {
        List<Member> all = new ArrayList<>(collectors);
        all.addAll(engines);
        all.addAll(webs);
        return all;
    }

    /** Posts to the collectors in turn, and to the next one what one did not acknowledge, as senders do behind a load balancer. */
    void post(Envelope delivery, int turn) {
        Instant start = Instant.now();
        int collector = turn % collectors.size();
        while (!collectors.get(collector).accepts(delivery)) {
            assertThat(Duration.between(start, Instant.now()))
                    .as("time without any collector")
                    .isLessThan(PATIENCE);
            collector = (collector + 1) % collectors.size();
        }
    }

    FullServer web(int index) {
        return webs.get(index).server();
    }

    @Override
    public void close() {
        members().forEach(Member::close);
    }
}
