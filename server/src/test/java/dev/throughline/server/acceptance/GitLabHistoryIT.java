package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The history of zipkin as GitLab would have sent it. */
class GitLabHistoryIT {

    private static final String NAME = "gitlab-zipkin";

    @Test
    void isExactForWhatIsNotAmbiguousFromWebhooksAlone() {
        RealHistory zipkin = RealHistory.of(NAME, "webhooks");
        try (FullServer server = FullServer.start()) {
            server.postAll(zipkin.deliveries());
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(231);
            zipkin.assertMetrics(server);
        }
    }

    @Test
    void isExactShuffledAndDoubled() {
        RealHistory zipkin = RealHistory.of(NAME, "webhooks");
        List<Envelope> deliveries = new ArrayList<>(zipkin.deliveries());
        deliveries.addAll(List.copyOf(deliveries));
        Collections.shuffle(deliveries, new Random(12));
        try (FullServer server = FullServer.start()) {
            server.postAll(deliveries);
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(231);
            zipkin.assertMetrics(server);
        }
    }

    @Test
    void isExactWithItsCommitGraph() {
        RealHistory zipkin = RealHistory.of(NAME, "graph");
        try (FullServer server = FullServer.start()) {
            server.postAll(zipkin.deliveries());
            server.settle();
            assertThat(server.upload(zipkin.commits()).statusCode()).isEqualTo(200);
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server);
        }
    }
}
