package dev.throughline.dashboard.compat.opendora;

import dev.throughline.engine.metric.Window;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A request of the plugin. It also sends a {@code team}, which OpenDORA's API ignores.
 *
 * @param project name of a repository without its owner, or of a service; null for all
 */
record MetricRequest(
        Chart chart, Aggregation aggregation, @Nullable String project, Window window) {

    private static final int DEFAULT_MONTHS = 6;

    /** @throws Refused in the words of OpenDORA's API */
    static MetricRequest of(MultiValueMap<String, String> parameters, Clock clock) {
        Chart chart = one(parameters, "type")
                .flatMap(Chart::named)
                .orElseThrow(() -> new Refused(
                        "type should be provided as one of the following: df_count, df_average, mltc, cfr, mttr"));
        Aggregation aggregation = parameters.containsKey("aggregation")
                ? one(parameters, "aggregation")
                        .flatMap(Aggregation::named)
                        .orElseThrow(() ->
                                new Refused("aggregation should be provided as either weekly, monthly or quarterly"))
                : Aggregation.WEEKLY;
        String project = parameters.containsKey("project")
                ? one(parameters, "project")
                        .filter(name -> !name.isBlank())
                        .orElseThrow(() -> new Refused("project should be provided as a non-empty string or omitted"))
                : null;
        return new MetricRequest(chart, aggregation, project, window(parameters, clock));
    }

    static Tile tile(MultiValueMap<String, String> parameters) {
        return one(parameters, "type")
                .flatMap(Tile::named)
                .orElseThrow(() -> new Refused("type should be provided as one of the following: df, mltc, cfr, mttr"));
    }

    /** The last six months, up to now. */
    static Window usual(Clock clock) {
        Instant now = clock.instant();
        return new Window(
                now.atOffset(ZoneOffset.UTC).minusMonths(DEFAULT_MONTHS).toInstant(), now, ZoneOffset.UTC);
    }

    private static Window window(MultiValueMap<String, String> parameters, Clock clock) {
        if (!parameters.containsKey("from") && !parameters.containsKey("to")) {
            return usual(clock);
        }
        Optional<String> from = one(parameters, "from");
        Optional<String> to = one(parameters, "to");
        if (from.isEmpty() || to.isEmpty()) {
            throw new Refused("both to and from should be provided or both should be omitted");
        }
        Instant start = instant("from", from.get());
        Instant end = instant("to", to.get());
        if (end.isAfter(clock.instant())) {
            throw new Refused("to should not be in the future");
        }
        if (!start.isBefore(end)) {
            throw new Refused("from should be a date before to");
        }
        return new Window(start, end, ZoneOffset.UTC);
    }

    private static Instant instant(String name, String value) {
        try {
            // a plus that was not encoded arrives as a space
            OffsetDateTime time = OffsetDateTime.parse(value.replace(' ', '+'));
            if (time.getYear() > 1 && time.getYear() < 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw new Refused(name + " should be a date such as 2026-03-01T00:00:00Z");
    }

    /** Empty also when it is given twice. */
    private static Optional<String> one(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
