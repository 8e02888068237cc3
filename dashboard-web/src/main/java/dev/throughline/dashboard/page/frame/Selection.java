package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the reader chose to see, as in the address of the page.
 *
 * @param from first day, {@code until} the day after the last, in {@code zone}
 * @param window the resulting window: it ends with the last day, or within it when that is today
 * @param period the name of the choice, e.g. {@code 90d}; null when a day was given
 * @param environment null for all production environments together
 * @param team whose services; null for all
 * @param parameters what was given, without blank values
 */
public record Selection(
        LocalDate from,
        LocalDate until,
        Window window,
        @Nullable String period,
        Interval interval,
        boolean isIntervalChosen,
        @Nullable String environment,
        @Nullable String team,
        ZoneId zone,
        Basis basis,
        Profile profile,
        Map<String, String> parameters) {

    static final Map<String, Choice> PERIODS = periods();
    private static final List<String> CHOICES =
            List.of("period", "from", "until", "interval", "environment", "team", "timezone", "basis", "profile");
    private static final String USUAL_PERIOD = Window.USUAL_DAYS_OF_PAGES + "d";
    private static final long MOST_BUCKETS = 2_000;
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** A period to choose, which ends now. */
    public record Choice(String label, Period length) {}

    /**
     * @param parameters query parameters of the request, the first value of each
     * @param own parameters that the page knows in addition
     *     @throws BadParameter naming the first that is invalid or unknown: a misspelt filter must not answer with everything
     */
    public static Selection parse(Map<String, String> parameters, Clock clock, String... own) {
        Map<String, String> given = new LinkedHashMap<>(parameters);
        given.values().removeIf(String::isBlank);
        refuseUnknown(given, own);
        Profile profile = word(given, "profile", Profile.values(), Profile::word, Profile.DORA);
        ZoneId zone = zone(given.getOrDefault("timezone", "UTC"));
        if (profile == Profile.FOURKEYS && !zone.equals(ZoneId.of("UTC"))) {
            throw new BadParameter("timezone", zone.getId(), "UTC, as Four Keys counts, or left out");
        }
        Instant now = asked(given, clock);
        String period = given.containsKey("from") || given.containsKey("until")
                ? null
                : given.getOrDefault("period", USUAL_PERIOD);
        Window window = period == null ? window(given, now, zone) : Window.trailing(length(period), now, zone);
        LocalDate from = LocalDate.ofInstant(window.from(), zone);
        // the end is exclusive: a day that has just begun is not in it
        LocalDate until =
                LocalDate.ofInstant(window.until().minusNanos(1), zone).plusDays(1);
        Interval interval = given.containsKey("interval")
                ? word(given, "interval", Interval.values(), Interval::word, Interval.DAY)
                : Arrays.stream(Interval.values())
                        .filter(each -> buckets(from, until, each) <= 60)
                        .findFirst()
                        .orElse(Interval.QUARTER);
        if (buckets(from, until, interval) > MOST_BUCKETS) {
            throw given.containsKey("interval")
                    ? new BadParameter("interval", interval.word(), "one that gives at most 2,000 buckets")
                    : new BadParameter("until", until.toString(), "at most 2,000 quarters after from, " + from);
        }
        return new Selection(
                from,
                until,
                window,
                period,
                interval,
                given.containsKey("interval"),
                given.get("environment"),
                given.get("team"),
                zone,
                basis(given, profile),
                profile,
                given);
    }

    private static void refuseUnknown(Map<String, String> given, String... own) {
        List<String> known = Stream.concat(CHOICES.stream(), Arrays.stream(own)).toList();
        given.forEach((name, value) -> {
            if (!known.contains(name) && !name.equals("asked")) {
                throw new BadParameter(name, value, "left out: this page knows " + String.join(", ", known));
            }
            if (value.indexOf('\0') >= 0) {
                throw new BadParameter(name, value.replace('\0', '\ufffd'), "without null bytes");
            }
        });
    }

    /** GitLab's rules only have the lead time of changes from their merge. */
    private static Basis basis(Map<String, String> given, Profile profile) {
        if (profile != Profile.GITLAB) {
            return word(given, "basis", Basis.values(), Basis::word, Basis.COMMIT);
        }
        Basis basis = word(given, "basis", Basis.values(), Basis::word, Basis.MERGE);
        if (basis != Basis.MERGE) {
            throw new BadParameter("basis", basis.word(), "merge, as GitLab counts, or left out");
        }
        return basis;
    }

    /** When the first page of a list was requested: the later ones have the same window. */
    private static Instant asked(Map<String, String> given, Clock clock) {
        String asked = given.get("asked");
        if (asked == null) {
            return clock.instant().truncatedTo(ChronoUnit.MICROS);
        }
        try {
            Instant instant = Instant.parse(asked);
            LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
            if (day.isAfter(FIRST) && day.isBefore(LAST)) {
                return instant;
            }
        } catch (DateTimeException _) {
            // answered below
        }
        throw new BadParameter("asked", asked, "as a link to a later page has it");
    }

    private static Window window(Map<String, String> given, Instant now, ZoneId zone) {
        LocalDate from = date("from", given);
        LocalDate until = date("until", given);
        if (until == null) {
            return new Window(begunAt(Objects.requireNonNull(from), now, zone), now, zone);
        }
        Instant end = until.atStartOfDay(zone).toInstant();
        if (from == null) {
            Window usual = Window.upTo(end, Window.USUAL_DAYS_OF_PAGES, zone);
            if (!usual.from().isBefore(now)) {
                throw new BadParameter(
                        "until",
                        until.toString(),
                        "at most " + Window.USUAL_DAYS_OF_PAGES + " days after a day that has begun, at the latest "
                                + begun(now, zone).plusDays(Window.USUAL_DAYS_OF_PAGES));
            }
            return usual;
        }
        Instant start = begunAt(from, now, zone);
        // by instants: not every zone has had every day
        if (!end.isAfter(start)) {
            throw new BadParameter("until", until.toString(), "a date after from, " + from);
        }
        return new Window(start, end, zone);
    }

    /** When a day began: a window that has not begun would show zeros. */
    private static Instant begunAt(LocalDate day, Instant now, ZoneId zone) {
        Instant start = day.atStartOfDay(zone).toInstant();
        if (!start.isBefore(now)) {
            throw new BadParameter("from", day.toString(), "a day that has begun, at the latest " + begun(now, zone));
        }
        return start;
    }

    /** The newest day of which some time has passed. */
    private static LocalDate begun(Instant now, ZoneId zone) {
        return LocalDate.ofInstant(now.minusNanos(1), zone);
    }

    /** The first day and the last, in words. */
    public String span() {
        boolean isUnderWay = window.until().isBefore(until.atStartOfDay(zone).toInstant());
        return from + " to " + until.minusDays(1) + (isUnderWay ? ", today so far" : "");
    }

    /** A query string that changes one choice and keeps the others. */
    public String with(String name, @Nullable String value) {
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

    /** A query string for other days, from which the interval follows. */
    public String spanning(LocalDate first, LocalDate end) {
        Map<String, String> next = kept();
        next.keySet().removeAll(Set.of("period", "interval"));
        next.put("from", first.toString());
        next.put("until", end.toString());
        return query(next);
    }

    /** A query string for what follows something in a list, over this very window. */
    public String after(String key, String id) {
        Map<String, String> next = kept();
        next.put("after", key);
        next.put("id", id);
        if (!parameters.containsKey("until")) {
            next.put("asked", window.until().toString());
        }
        return query(next);
    }

    /** The query string of the same choices for another page. */
    public String query() {
        return query(kept());
    }

    /** The query string of the same choices over a part of the window; what ends now still ends now. */
    public String within(Instant start, Instant end) {
        Map<String, String> next = kept();
        next.keySet().removeAll(Set.of("period", "interval"));
        next.put("from", LocalDate.ofInstant(start, zone).toString());
        if (end.isBefore(window.until()) || parameters.containsKey("until")) {
            next.put(
                    "until",
                    LocalDate.ofInstant(end.minusNanos(1), zone).plusDays(1).toString());
        }
        return query(next);
    }

    /** Whether it ends on a chosen day in the past, rather than now. */
    public boolean isPast(Instant now) {
        return parameters.containsKey("until") && window.until().isBefore(now);
    }

    /** The query string of the same choices over as many days before or after. */
    public String shifted(int times) {
        long days = ChronoUnit.DAYS.between(from, until) * times;
        return spanning(from.plusDays(days), until.plusDays(days));
    }

    /** The scope of the query to the engine, for these services. */
    public Scope scope(List<String> services) {
        return new Scope(services, environment);
    }

    /** The choices, as parameters of an address: a form of a page sends them along. */
    public Map<String, String> kept() {
        Map<String, String> kept = new LinkedHashMap<>(parameters);
        kept.keySet().retainAll(CHOICES);
        return kept;
    }

    private static String query(Map<String, String> parameters) {
        return "?" + Address.query(parameters);
    }

    private static Period length(String period) {
        Choice choice = PERIODS.get(period);
        if (choice == null) {
            throw new BadParameter("period", period, "one of " + String.join(", ", PERIODS.keySet()));
        }
        return choice.length();
    }

    private static @Nullable LocalDate date(String name, Map<String, String> given) {
        String value = given.get(name);
        if (value == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(value);
            if (!date.isBefore(FIRST) && !date.isAfter(LAST)) {
                return date;
            }
        } catch (DateTimeParseException _) {
            throw new BadParameter(name, value, "a date such as 2026-01-31");
        }
        throw new BadParameter(name, value, "a date of the years 1970 to 9999");
    }

    private static <T> T word(
            Map<String, String> given, String name, T[] choices, Function<T, String> word, T otherwise) {
        String value = given.get(name);
        return value == null
                ? otherwise
                : Arrays.stream(choices)
                        .filter(choice -> word.apply(choice).equals(value))
                        .findAny()
                        .orElseThrow(() -> new BadParameter(
                                name,
                                value,
                                "one of " + Arrays.stream(choices).map(word).collect(Collectors.joining(", "))));
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

    private static Map<String, Choice> periods() {
        Map<String, Choice> periods = new LinkedHashMap<>();
        for (int days : List.of(Window.USUAL_DAYS, Window.USUAL_DAYS_OF_PAGES, 180)) {
            periods.put(days + "d", new Choice(days + " days", Period.ofDays(days)));
        }
        periods.put("12m", new Choice("12 months", Period.ofMonths(12)));
        return periods;
    }
}
