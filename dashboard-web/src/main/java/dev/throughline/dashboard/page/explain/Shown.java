package dev.throughline.dashboard.page.explain;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Parts.Listing;
import dev.throughline.engine.metric.Metric;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which parts of a number are shown, as in {@code show} in the address. */
enum Shown {
    COUNTING(Listing.COUNTING),
    SLOWEST(Listing.SLOWEST),
    ALL(Listing.ALL),
    LEFT_OUT(Listing.LEFT_OUT);

    private final Listing listing;

    Shown(Listing listing) {
        this.listing = listing;
    }

    /** As in an address. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Listing listing() {
        return listing;
    }

    /** What matters first for a metric: the failures of a rate, the slowest of durations. */
    static Shown usual(Metric metric) {
        return metric.kind() == Metric.Kind.DURATIONS ? SLOWEST : COUNTING;
    }

    /** @throws BadParameter when it is none of these */
    static Shown of(Map<String, String> parameters, Metric metric) {
        String word = parameters.getOrDefault("show", "");
        return word.isBlank()
                ? usual(metric)
                : Arrays.stream(values())
                        .filter(each -> each.word().equals(word))
                        .findAny()
                        .orElseThrow(() -> new BadParameter(
                                "show",
                                word,
                                "one of "
                                        + Arrays.stream(values())
                                                .map(Shown::word)
                                                .collect(Collectors.joining(", "))));
    }

    /** Its name on the page of a metric. */
    String title(Metric metric) {
        return switch (this) {
            case COUNTING ->
                switch (metric) {
                    case DEPLOYMENT_FREQUENCY -> "What counts";
                    case CHANGE_LEAD_TIME, FAILED_DEPLOYMENT_RECOVERY_TIME -> "Newest first";
                    case CHANGE_FAIL_RATE -> "What failed";
                    case DEPLOYMENT_REWORK_RATE -> "What was unplanned repair";
                };
            case SLOWEST -> "Slowest first";
            case ALL -> "Everything";
            case LEFT_OUT -> "Left out";
        };
    }

    /** Whether it shows only what counts. */
    boolean isOfCounted() {
        return this == COUNTING || this == SLOWEST;
    }

    /** Whether it says anything of its own about a metric. */
    boolean isFor(Metric metric) {
        return this != SLOWEST || metric.kind() == Metric.Kind.DURATIONS;
    }
}
