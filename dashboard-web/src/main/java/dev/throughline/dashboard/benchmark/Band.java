package dev.throughline.dashboard.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * An answer of a survey, with the range of measured values that match it: deployments per day, seconds, or a ratio. Without bounds and
 * point, no measured value is.
 *
 * @param cluster whose typical answer it is; null in an edition without clusters
 * @param answer in the words of the survey
 * @param point the centre of a cluster that was published as one number
 * @param sharePercent how many respondents gave it, in percent; null if that was not published
 * @param cumulativePercent how many gave it or a better one, percent, as published
 */
record Band(
        @Nullable String cluster,
        String answer,
        @Nullable Double atLeast,
        @Nullable Double moreThan,
        @Nullable Double lessThan,
        @Nullable Double atMost,
        @Nullable Double point,
        @Nullable Double sharePercent,
        @Nullable Double cumulativePercent) {

    boolean isPoint() {
        return point != null;
    }

    boolean contains(double value) {
        boolean isBounded = atLeast != null || moreThan != null || lessThan != null || atMost != null;
        return isBounded
                && (atLeast == null || value >= atLeast)
                && (moreThan == null || value > moreThan)
                && (lessThan == null || value < lessThan)
                && (atMost == null || value <= atMost);
    }

    /** How far a value is from the point; infinitely far from a band without one. */
    double distance(double value) {
        return point == null ? Double.POSITIVE_INFINITY : Math.abs(value - point);
    }
}
