package dev.throughline.dashboard.gauge;

import dev.throughline.engine.metric.FiveMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One gauge with a row per service, or per service and quantile. A row that stays is never missing from a scrape. */
class Rows {

    private static final List<String> QUANTILES = List.of("0.5", "0.75", "0.9");

    private final MultiGauge gauge;
    private Map<Tags, AtomicReference<Double>> rows = Map.of();

    Rows(MeterRegistry registry, String name, String unit, String description) {
        gauge = MultiGauge.builder(name)
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .register(registry);
    }

    void publish(Map<String, FiveMetrics> services, ServiceGauges.Reading reading) {
        Map<Tags, Double> values = new HashMap<>();
        services.forEach((service, metrics) -> put(values, Tags.of("service", service), reading.apply(metrics)));
        replace(values);
    }

    void publish(
            Map<String, FiveMetrics> services,
            ServiceGauges.Reading p50,
            ServiceGauges.Reading p75,
            ServiceGauges.Reading p90) {
        Map<Tags, Double> values = new HashMap<>();
        services.forEach((service, metrics) -> {
            Tags tags = Tags.of("service", service);
            put(values, tags.and("quantile", QUANTILES.get(0)), p50.apply(metrics));
            put(values, tags.and("quantile", QUANTILES.get(1)), p75.apply(metrics));
            put(values, tags.and("quantile", QUANTILES.get(2)), p90.apply(metrics));
        });
        replace(values);
    }

    private static MultiGauge.Row<?> row(Tags tags, AtomicReference<Double> value) {
        return MultiGauge.Row.of(tags, value, AtomicReference::get);
    }

    private static void put(Map<Tags, Double> values, Tags tags, @Nullable Double value) {
        if (value != null) {
            values.put(tags, value);
        }
    }

    private void replace(Map<Tags, Double> values) {
        Map<Tags, AtomicReference<Double>> next = new HashMap<>();
        values.forEach((tags, value) -> {
            AtomicReference<Double> row = rows.getOrDefault(tags, new AtomicReference<>(value));
            row.set(value);
            next.put(tags, row);
        });
        rows = next;
        gauge.register(next.entrySet().stream()
                .map(row -> row(row.getKey(), row.getValue()))
                .collect(Collectors.toList()));
    }
}
