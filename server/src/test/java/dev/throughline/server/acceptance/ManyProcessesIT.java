package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.server.acceptance.FullServer.Envelope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any number of processes on one PostgreSQL, whatever becomes of each: what they come to is exact, and all say the same at once. */
class ManyProcessesIT {

    private static final int SENDERS = 4;

    private static final int KILLS = 4;

    private static final int SERVICES = 20;
    private static final int DEPLOYMENTS = 5;
    private static final String MARCH = "from=2026-03-01&until=2026-04-01";

    /** With this seed a collector, a web and both engines are killed. */
    private final Random random = new Random(17);

    private final Story story = new Story("many");
    private final List<Repository> repositories = new ArrayList<>();

    @Test
    void endExactWhileProcessesAreKilledAndStartedAtRandom(@TempDir Path folder) throws Exception {
        RealHistory zipkin = Files.isDirectory(RealHistory.folder()) ? RealHistory.of("zipkin") : null;
        List<Envelope> deliveries = deliveries(zipkin, new Random(15));
        try (Fleet fleet = Fleet.start(folder, TestDatabase.createUrl())) {
            AtomicInteger next = new AtomicInteger();
            List<Fleet.Member> victims = new ArrayList<>(fleet.members());
            Collections.shuffle(victims, random);
            for (int kill = 0; kill < KILLS; kill++) {
                CompletableFuture<Void> posting =
                        post(fleet, deliveries, next, deliveries.size() * (kill + 1) / (KILLS + 1));
                Fleet.Member victim = victims.get(kill);
                Thread.sleep(random.nextInt(1000));
                victim.kill();
                Thread.sleep(random.nextInt(500));
                victim.start();
                posting.join();
            }
            awaitIndex(fleet.web(0));
            awaitIndex(fleet.web(1));
            post(fleet, deliveries, next, deliveries.size()).join();
            fleet.web(0).settle();

            // what one has derived the other has not heard of: it has to ask
            assertExact(fleet.web(1), zipkin, deliveries);
            assertExact(fleet.web(0), zipkin, deliveries);
        }
    }

    /** Of the real history, where there is one, and among them those of made-up services, each in order. */
    private List<Envelope> deliveries(@Nullable RealHistory real, Random order) {
        for (int service = 0; service < SERVICES; service++) {
            Repository repository = story.repository("service-" + service);
            repositories.add(repository);
            for (int day = 1; day <= DEPLOYMENTS; day++) {
                String date = "2026-03-%02d ".formatted(day);
                repository.push(date + "08:30", repository.commit("c" + day, date + "08:00"));
                repository.deployed("d" + day, "c" + day, date + "%02d:00".formatted(9 + service % 10));
            }
        }
        List<Envelope> deliveries = new ArrayList<>(story.deliveries().stream()
                .map(delivery -> new Envelope(delivery.event(), delivery.id(), delivery.body(), Map.of()))
                .toList());
        if (real != null) {
            deliveries.addAll(real.deliveries());
        }
        // the order of arrival decides nothing
        Collections.shuffle(deliveries, order);
        return deliveries;
    }

    /** Posts those up to one of them, by several senders. */
    private static CompletableFuture<Void> post(Fleet fleet, List<Envelope> deliveries, AtomicInteger next, int until) {
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int sender = 0; sender < SENDERS; sender++) {
            senders.add(CompletableFuture.runAsync(
                    () -> {
                        for (int mine = next.getAndUpdate(at -> Math.min(at + 1, until));
                                mine < until;
                                mine = next.getAndUpdate(at -> Math.min(at + 1, until))) {
                            fleet.post(deliveries.get(mine), mine);
                        }
                    },
                    Thread::startVirtualThread));
        }
        return CompletableFuture.allOf(senders.toArray(CompletableFuture[]::new));
    }

    private static void awaitIndex(FullServer web) throws InterruptedException {
        Instant start = Instant.now();
        while (!web.text("/actuator/prometheus").contains("throughline_index_ready 1.0")) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMinutes(1));
            Thread.sleep(100);
        }
    }

    private void assertExact(FullServer web, @Nullable RealHistory zipkin, List<Envelope> deliveries) {
        for (int service = 0; service < SERVICES; service++) {
            long leadTime = Duration.ofHours(1 + service % 10).toSeconds();
            Metrics metrics = new Metrics(web, MARCH, repositories.get(service));
            metrics.frequency().is("count", DEPLOYMENTS);
            metrics.leadTime().is("n", DEPLOYMENTS - 1).is("p50", leadTime).is("p90", leadTime);
            metrics.failRate().is("numerator", 0).is("denominator", DEPLOYMENTS);
        }
        if (zipkin != null) {
            zipkin.assertMetrics(web);
            assertThat(zipkin.assertDeployments(web)).isEqualTo(232);
        }
        assertThat(web.get("/api/v1/status").path("deliveries").path("received").asInt())
                .isEqualTo(deliveries.size());
    }
}
