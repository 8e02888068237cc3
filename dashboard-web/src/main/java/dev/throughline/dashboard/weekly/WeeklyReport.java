package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.quality.Diagnosis;
import dev.throughline.dashboard.quality.Finding;
import dev.throughline.dashboard.wording.Comparison;
import dev.throughline.dashboard.wording.Reading;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the mail, the message and the page say about a week. Addresses are absolute, because they are read elsewhere.
 *
 * @param team its name, or {@link #ALL}
 * @param span the days of the week and their zone, in words
 * @param isProvisional whether deployments of the week may still turn out to have failed
 * @param failed the newest that failed
 * @param more leads to all that failed; null when all are here
 * @param href the page of the team over the week
 * @param self this report as a page
 */
public record WeeklyReport(
        String team,
        String week,
        String span,
        boolean isProvisional,
        List<Line> lines,
        List<FailedDeployment> failed,
        @Nullable String more,
        String href,
        String self) {

    /** The name for all services together. */
    static final String ALL = "All services";

    static final String PROVISIONAL =
            "Provisional: the last deployments of the week may still turn out to have failed.";

    /** The note on a week that may still change. */
    public String provisional() {
        return PROVISIONAL;
    }

    /** The heading above the failed deployments. */
    public String failures() {
        return failed.isEmpty() ? "No deployment of the week failed, as far as is known." : "What failed in the week";
    }

    /** The subject of the mail, and the head of the message. */
    public String title() {
        return team + ": delivery in " + week;
    }

    /**
     * A metric.
     *
     * @param name DORA's, with a capital
     * @param href explains the number of the week
     */
    public record Line(Metric metric, String name, String href, Figure week, Figure days) {}

    /**
     * A metric over a window, in the words of the pages.
     *
     * @param text the value; {@code n/a} without data
     * @param basis its sample, e.g. {@code 2 of 42 deployments}
     * @param interval of the true value; empty if unknown
     * @param comparison with the previous period; empty if nothing can be said
     * @param reason why there is no value; empty when there is one
     */
    public record Figure(String text, String basis, String interval, String comparison, String reason) {

        /** @param cause what is missing, if that is why there is no value */
        static Figure of(Metric metric, FiveMetrics now, FiveMetrics before, Optional<Finding> cause) {
            Reading reading = Reading.of(metric, now);
            return new Figure(
                    reading.text(),
                    reading.basis(),
                    reading.interval(),
                    Comparison.of(metric, now, before).map(Comparison::text).orElse(""),
                    reading.reason() == null
                            ? ""
                            : cause.map(Diagnosis::brief).orElse(Wording.reason(reading.reason())));
        }

        public boolean isNone() {
            return !reason.isEmpty();
        }

        /** The notes on the value, in one line. */
        public String beside() {
            return isNone() ? reason : interval.isEmpty() ? basis : basis + ", 95 % interval " + interval;
        }
    }

    /** @param why sentences */
    public record FailedDeployment(String version, String service, String at, String href, List<String> why) {}
}
