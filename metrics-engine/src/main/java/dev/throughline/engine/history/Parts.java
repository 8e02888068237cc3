package dev.throughline.engine.history;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import org.jspecify.annotations.Nullable;

/** What numbers are made of. The sum of the parts is the number: {@link dev.throughline.engine.metric.FourKeys} tells the same. */
public interface Parts {

    /** Which parts are listed, and in what order. */
    enum Listing {
        /** All that counts or was left out, newest first. */
        ALL,
        /** Of a rate those in its numerator, of other metrics all that count; newest first. */
        COUNTING,
        /** Those that count, the longest durations first, and before them failures that are not over. */
        SLOWEST,
        /** What was left out, newest first. */
        LEFT_OUT
    }

    /**
     * The parts of a metric, and what was left out of it.
     *
     * @param basis of the lead time; says nothing for other metrics
     * @param profile by whose rules they count
     * @param after where the page before ended; null for the first
     * @throws UnknownService when the scope names a service that nobody has heard of
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

    /** The same by our own rules. */
    default Page<Part> page(
            Metric metric, Scope scope, Window window, Basis basis, @Nullable Position after, int limit) {
        return page(metric, scope, window, basis, Profile.DORA, after, limit);
    }
}
