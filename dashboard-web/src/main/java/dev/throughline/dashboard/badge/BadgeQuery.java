package dev.throughline.dashboard.badge;

import dev.throughline.dashboard.benchmark.Edition;
import dev.throughline.dashboard.benchmark.Editions;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.wording.Visible;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Window;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What a badge shows.
 *
 * @param days complete ones before today
 * @param label null for the metric's name
 * @param style null if none was chosen
 * @param benchmark decides the colour; null for none
 */
record BadgeQuery(
        Scope scope,
        int days,
        @Nullable String label,
        @Nullable BadgeStyle style,
        @Nullable Edition benchmark) {

    private static final int MAX_DAYS = 3_650;
    private static final int MAX_LABEL = 100;
    private static final List<String> KNOWN = List.of("service", "environment", "days", "label", "style", "benchmark");

    /** @throws BadParameter naming the first parameter that cannot be used; a misspelt one must not show everything */
    static BadgeQuery of(MultiValueMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                throw new BadParameter(name, String.join(",", values), "one of " + String.join(", ", KNOWN));
            }
        });
        String environment = one(parameters, "environment");
        return new BadgeQuery(
                new Scope(
                        // not bound as a list, for that would cut a name at its commas
                        parameters.getOrDefault("service", List.of()).stream()
                                .filter(name -> !name.isEmpty())
                                .toList(),
                        environment == null || environment.isEmpty() ? null : environment),
                days(one(parameters, "days")),
                label(one(parameters, "label")),
                style(parameters),
                edition(one(parameters, "benchmark")));
    }

    /** Only the style, if valid: for a badge that says what is wrong. */
    static @Nullable BadgeStyle styleIfAny(MultiValueMap<String, String> parameters) {
        return Optional.ofNullable(parameters.getFirst("style"))
                .flatMap(BadgeStyle::named)
                .orElse(null);
    }

    Window window(Instant now) {
        return Window.trailing(days, now, ZoneOffset.UTC);
    }

    private static int days(@Nullable String days) {
        if (days == null || days.isEmpty()) {
            return Window.USUAL_DAYS_OF_PAGES;
        }
        try {
            int number = Integer.parseInt(days);
            if (number >= 1 && number <= MAX_DAYS) {
                return number;
            }
        } catch (NumberFormatException _) {
            // refused below
        }
        throw new BadParameter("days", days, "1 to " + MAX_DAYS);
    }

    private static @Nullable String label(@Nullable String label) {
        if (label == null || label.isEmpty()) {
            return label;
        }
        if (label.length() > MAX_LABEL) {
            throw new BadParameter("label", label, "at most " + MAX_LABEL + " characters");
        }
        return Visible.only(label);
    }

    private static @Nullable BadgeStyle style(MultiValueMap<String, String> parameters) {
        String word = one(parameters, "style");
        return word == null || word.isEmpty()
                ? null
                : BadgeStyle.named(word)
                        .orElseThrow(() -> new BadParameter("style", word, "flat, flat-square or for-the-badge"));
    }

    private static @Nullable Edition edition(@Nullable String year) {
        return year == null || year.isEmpty()
                ? null
                : Editions.named(year).orElseThrow(() -> new BadParameter("benchmark", year, Editions.choices()));
    }

    private static @Nullable String one(MultiValueMap<String, String> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new BadParameter(name, String.join(",", values), "given once");
        }
        return values.isEmpty() ? null : values.getFirst();
    }
}
