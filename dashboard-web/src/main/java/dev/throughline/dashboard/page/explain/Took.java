package dev.throughline.dashboard.page.explain;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the shown parts took, as in {@code at_least} and {@code below} in the address.
 *
 * @param atLeast seconds; null for any
 * @param below seconds; null for any
 */
record Took(@Nullable Integer atLeast, @Nullable Integer below) {

    static final String AT_LEAST = "at_least";
    static final String BELOW = "below";

    /** @throws BadParameter when one is not a number of seconds, or the metric has no durations */
    static Took of(Map<String, String> parameters, Metric metric) {
        return new Took(seconds(AT_LEAST, parameters, metric), seconds(BELOW, parameters, metric));
    }

    private static @Nullable Integer seconds(String name, Map<String, String> parameters, Metric metric) {
        String value = parameters.getOrDefault(name, "");
        if (value.isBlank()) {
            return null;
        }
        if (metric.kind() != Metric.Kind.DURATIONS) {
            throw new BadParameter(name, value, "left out: " + metric.word() + " is not made of durations");
        }
        try {
            int seconds = Integer.parseInt(value);
            if (seconds >= 0) {
                return seconds;
            }
        } catch (NumberFormatException _) {
            // answered below
        }
        throw new BadParameter(name, value, "a whole number of seconds, at most " + Integer.MAX_VALUE);
    }

    public boolean isSome() {
        return atLeast != null || below != null;
    }

    /** The same page with these bounds in its address. */
    Address in(Address page) {
        return page.with(AT_LEAST, written(atLeast)).with(BELOW, written(below));
    }

    private static String written(@Nullable Integer seconds) {
        return seconds == null ? "" : seconds.toString();
    }

    /** In words, e.g. {@code 4 h to 1 d}. */
    public String text() {
        String least = atLeast == null ? "" : Wording.duration(atLeast.doubleValue());
        if (below == null) {
            return least + " or more";
        }
        String most = Wording.duration(below.doubleValue());
        return atLeast == null || atLeast == 0 ? "less than " + most : least + " to less than " + most;
    }
}
