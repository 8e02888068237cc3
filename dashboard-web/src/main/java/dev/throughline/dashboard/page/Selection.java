package dev.throughline.dashboard.page;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Window;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * What the reader chose to look at, as it stands in the address of the page.
 *
 * @param from first day, {@code until} the day after the last, in {@code zone}
 * @param now when the window ends, within its last day; null when that day is whole
 * @param period the name of the choice, e.g. {@code 90d}; null when both days were given
 */
record Selection(
        LocalDate from,
        LocalDate until,
        @Nullable Instant now,
        @Nullable String period,
        Interval interval,
        boolean isIntervalChosen,
        @Nullable String environment,
        ZoneId zone,
        Map<String, String> parameters) {

    static final Map<String, String> PERIODS = periods();
    private static final Set<String> CHOICES = Set.of("period", "from", "until", "interval", "environment", "timezone");
    private static final String DEFAULT_PERIOD = "90d";
    private static final long MOST_BUCKETS = 2_000;
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** @param parameters query parameters of the request, the first value of each */
    static Selection parse(Map<String, String> parameters, Clock clock) {
        Map<String, String> given = new LinkedHashMap<>(parameters);
        given.values().removeIf(String::isBlank);
        ZoneId zone = zone(given.getOrDefault("timezone", "UTC"));
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        String period = given.containsKey("from") || given.containsKey("until")
                ? null
                : given.getOrDefault("period", DEFAULT_PERIOD);
        // a chosen period ends now: what has just happened is in it
        Instant now = period == null && given.containsKey("until") ? null : clock.instant();
        LocalDate until = period == null ? date("until", given, today.plusDays(1)) : today.plusDays(1);
        LocalDate from = period == null
                ? date("from", given, until.minusDays(Window.USUAL_DAYS_OF_PAGES))
                : start(period, today);
        if (!until.isAfter(from)) {
            throw new BadParameter("until", until.toString(), "a date after from, " + from);
        }
        Interval interval = given.containsKey("interval")
                ? interval(given.get("interval"))
                : Arrays.stream(Interval.values())
                        .filter(each -> buckets(from, until, each) <= 60)
                        .findFirst()
                        .orElse(Interval.QUARTER);
        if (buckets(from, until, interval) > MOST_BUCKETS) {
            throw new BadParameter("interval", interval.word(), "one that gives at most 2,000 buckets");
        }
        return new Selection(
                from,
                until,
                now,
                period,
                interval,
                given.containsKey("interval"),
                given.get("environment"),
                zone,
                given);
    }

    Window window() {
        Instant end = now == null ? until.atStartOfDay(zone).toInstant() : now;
        return new Window(from.atStartOfDay(zone).toInstant(), end, zone);
    }

    /** The first day and the last, in words. */
    String span() {
        return from + " to " + until.minusDays(1);
    }

    /** A query string that changes one choice and keeps the others. */
    String with(String name, @Nullable String value) {
        Map<String, String> next = new LinkedHashMap<>(kept());
        if (name.equals("period")) {
            next.remove("from");
            next.remove("until");
        }
        if (value == null) {
            next.remove(name);
        } else {
            next.put(name, value);
        }
        return query(next);
    }

    /** A query string for other days, of which the interval follows. */
    String spanning(LocalDate first, LocalDate end) {
        Map<String, String> next = kept();
        next.keySet().removeAll(Set.of("period", "interval"));
        next.put("from", first.toString());
        next.put("until", end.toString());
        return query(next);
    }

    /** A query string for the services that stand after one. */
    String after(String service, String id) {
        Map<String, String> next = kept();
        next.put("after", service);
        next.put("id", id);
        return query(next);
    }

    /** The query string of the same choices for another page. */
    String query() {
        return query(kept());
    }

    private Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>(parameters);
        kept.keySet().retainAll(CHOICES);
        return kept;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? "?"
                : parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + UriUtils.encode(each.getValue(), "UTF-8"))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static LocalDate start(String period, LocalDate today) {
        return switch (period) {
            case "30d" -> today.minusDays(30);
            case "90d" -> today.minusDays(90);
            case "12m" -> today.minusMonths(12);
            default -> throw new BadParameter("period", period, "one of " + String.join(", ", PERIODS.keySet()));
        };
    }

    private static LocalDate date(String name, Map<String, String> given, LocalDate otherwise) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            LocalDate date = LocalDate.parse(value);
            if (!date.isBefore(FIRST) && !date.isAfter(LAST)) {
                return date;
            }
        } catch (DateTimeParseException _) {
            // answered below
        }
        throw new BadParameter(name, value, "a date such as 2026-01-31");
    }

    private static Interval interval(String word) {
        return Arrays.stream(Interval.values())
                .filter(interval -> interval.word().equals(word))
                .findAny()
                .orElseThrow(() -> new BadParameter("interval", word, "one of day, week, month, quarter"));
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new BadParameter("timezone", name, "the name of a time zone such as Europe/Berlin");
        }
        return ZoneId.of(name);
    }

    private static long buckets(LocalDate from, LocalDate until, Interval interval) {
        return switch (interval) {
            case DAY -> ChronoUnit.DAYS.between(from, until);
            case WEEK -> ChronoUnit.WEEKS.between(from, until) + 2;
            case MONTH -> ChronoUnit.MONTHS.between(from, until) + 2;
            case QUARTER -> ChronoUnit.MONTHS.between(from, until) / 3 + 2;
        };
    }

    private static Map<String, String> periods() {
        Map<String, String> periods = new LinkedHashMap<>();
        periods.put("30d", "30 days");
        periods.put("90d", "90 days");
        periods.put("12m", "12 months");
        return periods;
    }
}
