package dev.throughline.dashboard.compat.gitlab;

import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Window;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a request asks, read and checked in GitLab's order. Parameters that it does not know it ignores.
 *
 * @param start inclusive
 * @param end inclusive
 * @param interval null for one value of the whole range
 * @param isOfProduction whether the tiers have production among them: no other is measured
 */
record DoraQuery(
        DoraMetric metric,
        LocalDate start,
        LocalDate end,
        @Nullable Interval interval,
        boolean isOfProduction) {

    private static final int MAX_DAYS = 180;
    private static final int DEFAULT_MONTHS = 3;
    private static final List<String> TIERS = List.of("production", "staging", "testing", "development", "other");

    /** @throws Refused as GitLab would */
    static DoraQuery of(MultiValueMap<String, String> parameters, Clock clock) {
        String metric = parameters.getFirst("metric");
        if (metric == null) {
            throw Refused.unreadable("metric is missing");
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate start = date(parameters, "start_date", today.minusMonths(DEFAULT_MONTHS));
        LocalDate end = date(parameters, "end_date", today);
        if (ChronoUnit.DAYS.between(start, end) > MAX_DAYS) {
            throw Refused.because("Date range must be shorter than %d days.".formatted(MAX_DAYS));
        }
        if (!start.isBefore(end)) {
            throw Refused.because("The start date must be earlier than the end date.");
        }
        Interval interval = interval(parameters);
        DoraMetric known = DoraMetric.named(metric)
                .orElseThrow(() -> Refused.because(
                        "The metric must be one of %s.".formatted(String.join(", ", DoraMetric.words()))));
        return new DoraQuery(known, start, end, interval, isOfProduction(parameters));
    }

    /** Both days whole, in UTC. */
    Window window() {
        return new Window(
                start.atStartOfDay(ZoneOffset.UTC).toInstant(),
                end.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                ZoneOffset.UTC);
    }

    private static LocalDate date(MultiValueMap<String, String> parameters, String name, LocalDate otherwise) {
        String value = parameters.getFirst(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            LocalDate date = LocalDate.parse(value.length() > 10 ? value.substring(0, 10) : value);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw Refused.unreadable(name + " is invalid");
    }

    private static @Nullable Interval interval(MultiValueMap<String, String> parameters) {
        String word = parameters.getFirst("interval");
        return switch (word) {
            case null -> Interval.DAY;
            case "", "daily" -> Interval.DAY;
            case "monthly" -> Interval.MONTH;
            case "all" -> null;
            default -> throw Refused.because("The interval must be one of all,monthly,daily.");
        };
    }

    private static boolean isOfProduction(MultiValueMap<String, String> parameters) {
        List<String> tiers = Stream.of("environment_tiers[]", "environment_tiers", "environment_tier")
                .flatMap(name -> parameters.getOrDefault(name, List.of()).stream())
                .filter(tier -> !tier.isEmpty())
                .toList();
        if (!Set.copyOf(TIERS).containsAll(tiers)) {
            throw Refused.because("The environment tiers must be from %s.".formatted(String.join(", ", TIERS)));
        }
        return tiers.isEmpty() || tiers.contains("production");
    }
}
