package dev.throughline.dashboard.api;

import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Editions;
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
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a request for metrics asks, read from its parameters. */
record MetricsQuery(
        Scope scope,
        Window window,
        @Nullable Interval interval,
        Basis basis,
        Profile profile,
        boolean isQuickCheck,
        @Nullable Edition benchmark) {

    static final String ZONE = "an IANA time zone such as Europe/Berlin";

    private static final String MOMENT = "a date such as 2026-02-01 or an instant such as 2026-02-01T09:30:00Z";
    private static final List<String> KNOWN = List.of(
            "service",
            "team",
            "environment",
            "from",
            "until",
            "interval",
            "timezone",
            "basis",
            "profile",
            "quick_check",
            "benchmark");
    private static final List<String> KNOWN_TO_EXPLAIN = List.of(
            "service", "team", "environment", "from", "until", "timezone", "basis", "profile", "after", "limit");

    /**
     * @param team the services of a team, which refuses one that has none
     * @throws BadParameter naming the first parameter that cannot be used
     */
    static MetricsQuery of(Map<String, String[]> parameters, Clock clock, Function<String, List<String>> team) {
        refuseUnknown(parameters, KNOWN);
        return read(parameters, clock, team);
    }

    /**
     * The same without buckets, beside the parameters of a list, which must be given once. A later part keeps the window of the first: it
     * ends when that was requested, not now.
     *
     * @throws BadParameter naming the first parameter that cannot be used
     */
    static MetricsQuery toExplain(Map<String, String[]> parameters, Clock clock, Function<String, List<String>> team) {
        refuseUnknown(parameters, KNOWN_TO_EXPLAIN);
        String after = one(parameters, "after");
        one(parameters, "limit");
        return read(parameters, after == null ? clock : Cursor.asked(after, clock), team);
    }

    private static MetricsQuery read(
            Map<String, String[]> parameters, Clock clock, Function<String, List<String>> ofTeam) {
        String team = one(parameters, "team");
        List<String> named = List.of(parameters.getOrDefault("service", new String[0]));
        named.forEach(name -> refuseUnreadable("service", name));
        if (team != null && !named.isEmpty()) {
            throw new BadParameter("team", team, "left out, or service is: a team means all of its services");
        }
        List<String> services = team == null ? named : ofTeam.apply(team);
        Interval interval = word(parameters, "interval", Interval.values(), Interval::word);
        Profile profile = word(parameters, "profile", Profile.values(), Profile::word);
        profile = profile == null ? Profile.DORA : profile;
        return new MetricsQuery(
                new Scope(services, one(parameters, "environment")),
                window(parameters, zone(parameters, profile), clock),
                interval,
                basis(parameters, profile),
                profile,
                Boolean.TRUE.equals(word(parameters, "quick_check", new Boolean[] {true, false}, String::valueOf)),
                edition(parameters));
    }

    private static @Nullable Edition edition(Map<String, String[]> parameters) {
        String year = one(parameters, "benchmark");
        return year == null
                ? null
                : Editions.named(year).orElseThrow(() -> new BadParameter("benchmark", year, Editions.choices()));
    }

    /** What a profile fixes must not be requested differently. */
    private static Basis basis(Map<String, String[]> parameters, Profile profile) {
        Basis basis = word(parameters, "basis", Basis.values(), Basis::word);
        if (profile == Profile.GITLAB) {
            if (basis != null && basis != Basis.MERGE) {
                throw new BadParameter("basis", basis.word(), "merge, as profile gitlab has it, or left out");
            }
            return Basis.MERGE;
        }
        return basis == null ? Basis.COMMIT : basis;
    }

    private static ZoneId zone(Map<String, String[]> parameters, Profile profile) {
        ZoneId zone = zone(one(parameters, "timezone"));
        if (profile == Profile.FOURKEYS && !zone.equals(ZoneId.of("UTC"))) {
            throw new BadParameter("timezone", zone.getId(), "UTC, as profile fourkeys has it, or left out");
        }
        return zone;
    }

    /** A misspelt filter must not answer with everything. */
    private static void refuseUnknown(Map<String, String[]> parameters, List<String> known) {
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new BadParameter(name, String.join(",", values), "one of " + String.join(", ", known));
            }
        });
    }

    private static Window window(Map<String, String[]> parameters, ZoneId zone, Clock clock) {
        Instant from = moment(parameters, "from", zone);
        Instant until = moment(parameters, "until", zone);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (until == null) {
            if (from == null) {
                return Window.trailing(Window.USUAL_DAYS, now, zone);
            }
            until = now;
        } else if (from == null) {
            return Window.upTo(until, Window.USUAL_DAYS, zone);
        }
        if (until.isAfter(from)) {
            return new Window(from, until, zone);
        }
        throw parameters.containsKey("until")
                ? new BadParameter("until", given(parameters, "until"), "after from, " + from)
                : new BadParameter("from", given(parameters, "from"), "before now, " + until);
    }

    private static @Nullable Instant moment(Map<String, String[]> parameters, String name, ZoneId zone) {
        String value = one(parameters, name);
        if (value == null) {
            return null;
        }
        try {
            Instant instant = value.length() > 10
                    // a plus that was not encoded arrives as a space
                    ? OffsetDateTime.parse(value.replace(' ', '+')).toInstant()
                    : LocalDate.parse(value).atStartOfDay(zone).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return instant.truncatedTo(ChronoUnit.MICROS);
            }
            throw new BadParameter(name, value, "within the years 1 to 9999");
        } catch (DateTimeException _) {
            throw new BadParameter(name, value, MOMENT);
        }
    }

    private static ZoneId zone(@Nullable String name) {
        if (name == null) {
            return ZoneId.of("UTC");
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new BadParameter("timezone", name, ZONE);
        }
        return ZoneId.of(name);
    }

    private static <T> @Nullable T word(
            Map<String, String[]> parameters, String name, T[] choices, Function<T, String> word) {
        String value = one(parameters, name);
        if (value == null) {
            return null;
        }
        return Arrays.stream(choices)
                .filter(choice -> word.apply(choice).equals(value))
                .findAny()
                .orElseThrow(() -> new BadParameter(
                        name,
                        value,
                        Arrays.stream(choices).map(word).collect(Collectors.joining(", ", "one of ", ""))));
    }

    private static @Nullable String one(Map<String, String[]> parameters, String name) {
        String[] values = parameters.get(name);
        if (values == null) {
            return null;
        }
        if (values.length > 1) {
            throw new BadParameter(name, String.join(",", values), "given once");
        }
        refuseUnreadable(name, values[0]);
        return values[0];
    }

    /** PostgreSQL has no text with a null character in it. */
    private static void refuseUnreadable(String name, String value) {
        if (value.isBlank() || value.indexOf('\0') >= 0) {
            throw new BadParameter(name, value, "some text");
        }
    }

    private static String given(Map<String, String[]> parameters, String name) {
        return String.join(",", parameters.getOrDefault(name, new String[0]));
    }
}
