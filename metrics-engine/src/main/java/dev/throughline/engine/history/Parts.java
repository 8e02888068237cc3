package dev.throughline.engine.history;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import org.jspecify.annotations.Nullable;

/** What is behind the numbers. The parts add up to the number that {@link dev.throughline.engine.metric.FourKeys} gives. */
public interface Parts {

    /** Which parts are listed, and in what order. */
    enum Listing {
        /** Everything that counts or was left out, newest first. */
        ALL,
        /** For a rate, those in its numerator; for other metrics, all that count; newest first. */
        COUNTING,
        /** Those that count, the longest durations first, and before them failures that are not over. */
        SLOWEST,
        /** What was left out, newest first. */
        LEFT_OUT
    }

    /**
     * The parts of a metric, and what was left out of it.
     *
     * @param basis of the lead time; ignored for other metrics
     * @param profile the counting rules
     * @param after where the previous page ended; null for the first
     * @throws UnknownService when the scope names an unknown service
     */
    Page<Part> page(
            Metric metric,
            Scope scope,
            Window window,
            Basis basis,
            Profile profile,
            PartFilter filter,
            @Nullable Position after,
            int limit);

    /** All of them, newest first. */
    default Page<Part> page(
            Metric metric,
            Scope scope,
            Window window,
            Basis basis,
            Profile profile,
            @Nullable Position after,
            int limit) {
        return page(metric, scope, window, basis, profile, PartFilter.of(Listing.ALL), after, limit);
    }

    /** The same with our own rules. */
    default Page<Part> page(
            Metric metric, Scope scope, Window window, Basis basis, @Nullable Position after, int limit) {
        return page(metric, scope, window, basis, Profile.DORA, after, limit);
    }
}
