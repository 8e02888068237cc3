package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiStates.ApiState;
import dev.throughline.collector.gauge.SourceUp;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells Prometheus whether the APIs of forges accept our tokens. */
final class ApiGauges {

    private final ApiStates states;
    private final Set<String> sources;
    private final SourceUp both;
    private final MultiGauge up;

    /** @param sources those with a token */
    ApiGauges(ApiStates states, Set<String> sources, SourceUp both, MeterRegistry registry) {
        this.both = both;
        this.states = states;
        this.sources = sources;
        this.up = MultiGauge.builder("throughline.source.api.up")
                .description(
                        "Whether the API of a source accepts our token, tells all that it told before, and of no webhook that is disabled: 1 or 0."
                                + " There is no row without a token")
                .register(registry);
    }

    /** A row for each that has been called. */
    void refresh() {
        Map<String, ApiState> all = states.all();
        all.forEach((source, state) -> {
            if (sources.contains(source)) {
                both.note(source, SourceUp.Side.API, state.isUp());
            }
        });
        up.register(
                all.entrySet().stream()
                        .filter(state -> sources.contains(state.getKey()))
                        .map(state -> MultiGauge.Row.of(
                                Tags.of("source", state.getKey()),
                                state.getValue().isUp() ? 1 : 0))
                        .collect(Collectors.toList()),
                true);
    }
}
