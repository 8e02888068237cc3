package dev.throughline.dashboard.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.dashboard.FakeFourKeys;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ServiceGaugesTest {

    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakeFourKeys fourKeys = new FakeFourKeys(NOW);
    private final ServiceGauges gauges = new ServiceGauges(registry);

    @Test
    void publishesTheNamesOfTheContract() {
        fourKeys.with("shop", FakeFourKeys.metrics(1.5, 45, 8_640, 2, 45));
        refresh();

        assertThat(registry.scrape().lines().filter(line -> line.contains("{service=") || line.contains("quantile=")))
                .containsExactlyInAnyOrder(
                        "throughline_deployments{service=\"shop\"} 45.0",
                        "throughline_deployment_frequency_per_day{service=\"shop\"} 1.5",
                        "throughline_change_lead_time_seconds{quantile=\"0.5\",service=\"shop\"} 8640.0",
                        "throughline_change_lead_time_seconds{quantile=\"0.75\",service=\"shop\"} 34560.0",
                        "throughline_change_lead_time_seconds{quantile=\"0.9\",service=\"shop\"} 103680.0",
                        "throughline_change_fail_ratio{service=\"shop\"} 0.044444444444444446",
                        "throughline_failed_deployment_recovery_seconds{quantile=\"0.5\",service=\"shop\"} 39490.0",
                        "throughline_failed_deployment_recovery_seconds{quantile=\"0.75\",service=\"shop\"} 51000.0",
                        "throughline_failed_deployment_recovery_seconds{quantile=\"0.9\",service=\"shop\"} 60500.0",
                        "throughline_deployment_rework_ratio{service=\"shop\"} 0.044444444444444446");
        assertThat(registry.scrape()).contains("throughline_incidents_unmapped 3.0");
        assertThat(registry.scrape()).contains("# HELP throughline_change_fail_ratio Share of deployments that failed");
    }

    @Test
    void removesTheRowsOfAServiceWithoutData() {
        fourKeys.with("shop", FakeFourKeys.metrics(1.5, 45, 8_640, 2, 45));
        refresh();
        fourKeys.with("shop", FakeFourKeys.silent());
        refresh();

        assertThat(registry.scrape()).doesNotContain("service=\"shop\"");
    }

    @Test
    void publishesTheNewestValue() {
        fourKeys.with("shop", FakeFourKeys.metrics(1.5, 45, 8_640, 2, 45));
        refresh();
        fourKeys.with("shop", FakeFourKeys.metrics(1.5, 46, 8_640, 2, 45));
        refresh();

        assertThat(registry.scrape()).contains("throughline_deployments{service=\"shop\"} 46.0");
    }

    private void refresh() {
        new GaugeRefresh(fourKeys, () -> 3, gauges, Duration.ofSeconds(15), registry, Clock.fixed(NOW, ZoneOffset.UTC))
                .refresh();
    }
}
