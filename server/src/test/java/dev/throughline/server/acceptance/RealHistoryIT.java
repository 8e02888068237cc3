package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two histories that happened: every deployment, what it delivered, and every number. */
class RealHistoryIT {

    @Test
    void isExactForZipkin() {
        RealHistory zipkin = RealHistory.of("zipkin");
        try (FullServer server = FullServer.start()) {
            server.postAll(zipkin.deliveries());
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server);
        }
    }

    @Test
    void isExactForZipkinShuffledWithOneDeliveryInTenTwice() {
        RealHistory zipkin = RealHistory.of("zipkin");
        Random random = new Random(10);
        List<Envelope> deliveries = new ArrayList<>(zipkin.deliveries());
        deliveries.addAll(
                deliveries.stream().filter(delivery -> random.nextInt(10) == 0).toList());
        Collections.shuffle(deliveries, random);
        try (FullServer server = FullServer.start()) {
            server.postAll(deliveries);
            server.settle();

            assertThat(zipkin.assertDeployments(server)).isEqualTo(232);
            zipkin.assertMetrics(server);
        }
    }

    @Test
    void isExactForWhatIsNotAmbiguousInPrometheus() {
        RealHistory prometheus = RealHistory.of("prometheus");
        try (FullServer server = FullServer.start()) {
            server.postAll(prometheus.deliveries());
            server.settle();

            assertThat(prometheus.assertDeployments(server)).isGreaterThanOrEqualTo(257);
        }
    }

    @Test
    void isExactForPrometheusWithItsCommitGraphAfterTheWebhooks() {
        RealHistory prometheus = RealHistory.of("prometheus");
        try (FullServer server = FullServer.start()) {
            server.postAll(prometheus.deliveries());
            server.settle();
            assertThat(server.upload(prometheus.commits()).statusCode()).isEqualTo(200);
            server.settle();

            assertThat(prometheus.assertDeployments(server)).isEqualTo(338);
            prometheus.assertMetrics(server);

            server.send("POST", "/api/v1/recompute", "", 202);
            server.settle();
            assertThat(prometheus.assertDeployments(server)).isEqualTo(338);

            server.forgetEverythingDerived();
            server.send("POST", "/api/v1/deliveries/replay", "", 202);
            server.settle();
            assertThat(prometheus.assertDeployments(server)).isEqualTo(338);
            prometheus.assertMetrics(server);
        }
    }

    @Test
    void isExactForPrometheusWithItsCommitGraphBeforeTheWebhooksShuffled() {
        RealHistory prometheus = RealHistory.of("prometheus");
        List<Envelope> deliveries = new ArrayList<>(prometheus.deliveries());
        Collections.shuffle(deliveries, new Random(11));
        try (FullServer server = FullServer.start()) {
            assertThat(server.upload(prometheus.commits()).body()).isEqualTo("{\"received\":46219,\"stored\":46219}");
            server.postAll(deliveries);
            server.settle();

            assertThat(prometheus.assertDeployments(server)).isEqualTo(338);
            prometheus.assertMetrics(server);
        }
    }
}
