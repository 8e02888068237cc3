package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Webhook;
import dev.throughline.server.acceptance.FullServer.Envelope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed half way has lost nothing of what it acknowledged. */
class KillIT {

    private static final int SENDERS = 4;

    @Test
    void losesNothingThatItAcknowledged(@TempDir Path folder) throws Exception {
        RealHistory zipkin = RealHistory.of("zipkin");
        List<Envelope> deliveries = zipkin.deliveries();
        Path data = folder.resolve("data");
        Path log = folder.resolve("server.log");

        Set<String> acknowledged;
        try (ForkedServer server = ForkedServer.start(data, log)) {
            acknowledged = postUntilKilled(server, deliveries);
        }
        assertThat(acknowledged).hasSizeGreaterThan(deliveries.size() / 2).hasSizeLessThan(deliveries.size());

        try (ForkedServer server = ForkedServer.start(data, log)) {
            // what was not acknowledged is sent again, as GitHub is asked to; what was is not
            server.server()
                    .postAll(deliveries.stream()
                            .filter(delivery -> !acknowledged.contains(delivery.delivery()))
                            .toList());
            server.server().settle();

            assertThat(server.server()
                            .get("/api/v1/status")
                            .path("deliveries")
                            .path("received")
                            .asInt())
                    .isEqualTo(deliveries.size());
            assertThat(zipkin.assertDeployments(server.server())).isEqualTo(232);
            zipkin.assertMetrics(server.server());
        }
    }

    /** Posts by several senders and kills the server under them. */
    private static Set<String> postUntilKilled(ForkedServer server, List<Envelope> deliveries)
            throws InterruptedException {
        Set<String> acknowledged = Collections.synchronizedSet(new HashSet<>());
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Void>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(CompletableFuture.runAsync(
                    () -> {
                        try (Webhook webhook = new Webhook(server.server().address(), FullServer.SECRET)) {
                            for (int mine = next.getAndIncrement();
                                    mine < deliveries.size();
                                    mine = next.getAndIncrement()) {
                                Envelope delivery = deliveries.get(mine);
                                int status = webhook.post(delivery.event(), delivery.delivery(), delivery.body())
                                        .statusCode();
                                assertThat(status).isEqualTo(202);
                                acknowledged.add(delivery.delivery());
                            }
                        } catch (IOException | InterruptedException killed) {
                            // the server is gone: this one was not acknowledged
                        }
                    },
                    Thread::startVirtualThread));
        }
        while (acknowledged.size() <= deliveries.size() / 2) {
            Thread.sleep(1);
        }
        server.kill();
        senders.forEach(CompletableFuture::join);
        return acknowledged;
    }
}
