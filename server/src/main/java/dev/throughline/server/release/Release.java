package dev.throughline.server.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment did.
 *
 * @param id its own, here
 * @param sha empty if unknown
 * @param isFirst whether it is the first known one, so that what it delivered is unknown
 * @param isLinked whether its commits are known exactly
 * @param failed null if it has no verdict, because it is not to production
 * @param why it is considered failed, in sentences
 * @param leads lead times of its commits, seconds
 * @param changes that it delivered, newest first
 * @param loose how many commits it delivered that belong to no change
 * @param usual the usual values of its service
 */
record Release(
        String id,
        String service,
        String environment,
        String sha,
        Instant finishedAt,
        boolean isFirst,
        boolean isLinked,
        @Nullable Boolean failed,
        List<String> why,
        List<Long> leads,
        List<Delivered> changes,
        long loose,
        Usual usual) {

    /**
     * A pull or merge request.
     *
     * @param number null where its source gives none
     * @param url empty where it is not known
     * @param leadTime from its first commit to production, seconds; null where that is not known
     * @param stages by name, seconds; without those that are not known
     */
    record Delivered(
            @Nullable Long number,
            String title,
            String url,
            @Nullable Double leadTime,
            Map<String, Double> stages) {}

    /**
     * The numbers of the 90 days up to a release.
     *
     * @param leadTime of commits
     * @param failRate of deployments
     */
    record Usual(LeadTime leadTime, FailRate failRate) {

        /** Seconds; null without commits. */
        record LeadTime(
                long n,
                @Nullable Double p50,
                @Nullable Double p75,
                @Nullable Double p90,
                @Nullable Range interval) {}

        record FailRate(
                long numerator,
                long denominator,
                @Nullable Double value,
                @Nullable Range interval) {}
    }

    record Range(double low, double high) {}
}
