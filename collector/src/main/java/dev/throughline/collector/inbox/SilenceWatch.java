package dev.throughline.collector.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices when nothing comes from a source for unusually long. */
final class SilenceWatch {

    private static final Logger log = LoggerFactory.getLogger(SilenceWatch.class);

    private final Rhythms rhythms;
    private final Clock clock;
    private final MultiGauge silence;
    private final MultiGauge repositories;
    private final Set<String> told = new HashSet<>();

    SilenceWatch(Rhythms rhythms, MeterRegistry registry, Clock clock) {
        this.rhythms = rhythms;
        this.clock = clock;
        this.silence = MultiGauge.builder("throughline.source.silent")
                .baseUnit("seconds")
                .description(
                        "Since when nothing has come from a source, once that is longer than its own rhythm makes likely; 0 before")
                .register(registry);
        this.repositories = MultiGauge.builder("throughline.source.silent.repositories")
                .description(
                        "Repositories of a source that nothing has come about for longer than their own rhythms make likely")
                .register(registry);
    }

    /** Looks once. */
    void look() {
        rhythms.refresh();
        Instant now = clock.instant();
        Map<String, Rhythms.Rhythm> all = rhythms.all();
        silence.register(
                all.entrySet().stream()
                        .map(entry ->
                                MultiGauge.Row.of(Tags.of("source", entry.getKey()), seconds(entry.getValue(), now)))
                        .collect(Collectors.toList()),
                true);
        Map<String, Integer> silent = rhythms.countSilentRepositories();
        repositories.register(
                all.keySet().stream()
                        .map(source -> MultiGauge.Row.of(Tags.of("source", source), silent.getOrDefault(source, 0)))
                        .collect(Collectors.toList()),
                true);
        all.forEach((source, rhythm) -> tell(source, rhythm, now));
    }

    private static double seconds(Rhythms.Rhythm rhythm, Instant now) {
        return rhythm.silentSince(now)
                .map(since -> (double) Duration.between(since, now).toSeconds())
                .orElse(0.0);
    }

    private void tell(String source, Rhythms.Rhythm rhythm, Instant now) {
        if (rhythm.silentSince(now).isEmpty()) {
            told.remove(source);
        } else if (told.add(source)) {
            log.warn("Nothing has come from {} since {}: longer than usual", source, rhythm.lastAt());
        }
    }
}
