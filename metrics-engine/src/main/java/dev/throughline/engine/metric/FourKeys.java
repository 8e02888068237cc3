package dev.throughline.engine.metric;

import org.jspecify.annotations.Nullable;

/** Answers the five metrics. The only path from samples to numbers for the API, the badges, the pages and the gauges. */
public interface FourKeys {

    /**
     * The metrics of a scope over a window.
     *
     * @param interval how to cut the window into buckets; null for none
     * @throws UnknownService when the scope names an unknown service
     * @param profile the counting rules
     * @throws TooManyBuckets when the interval would cut the window into more than {@value TooManyBuckets#MOST}
     * @throws UnknownZone when the database does not know the zone of the window
     */
    Report report(Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile);

    /** The same with our own rules. */
    default Report report(Scope scope, Window window, @Nullable Interval interval, Basis basis) {
        return report(scope, window, interval, basis, Profile.DORA);
    }

    /**
     * DORA's Quick Check of a scope at the end of a window.
     *
     * @param metrics those of the scope over the window
     */
    QuickCheck quickCheck(Scope scope, Window window, FiveMetrics metrics);
}
