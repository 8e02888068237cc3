package dev.throughline.engine.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts how many changes took how long. It counts the samples of {@link Metric#CHANGE_LEAD_TIME} as in {@link FourKeys}. */
public interface LeadTimeDistribution {

    /**
     * The samples of a scope over a window by their length, the shortest first; classes without a sample too.
     *
     * <p>Services that nobody has heard of have none.
     *
     * @param profile the counting rules
     */
    List<Span> distribution(Scope scope, Window window, Basis basis, Profile profile);

    /**
     * One class of lead times.
     *
     * @param atLeast in seconds
     * @param below in seconds; null for the longest
     * @param label in words, e.g. {@code 1 to 4 h}
     * @param n how many samples
     */
    record Span(int atLeast, @Nullable Integer below, String label, long n) {}
}
