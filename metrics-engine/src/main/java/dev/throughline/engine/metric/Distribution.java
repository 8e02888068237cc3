package dev.throughline.engine.metric;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts and percentiles of samples as of one instant, from which every number is computed. PostgreSQL's functions define them; any other
 * implementation is tested to equal them, number by number.
 */
public interface Distribution {

    /** The five metrics of each bucket, the services pooled: samples are pooled, never medians. */
    List<FiveMetrics> pooled(Selection selection, Cut cut);

    /** The five metrics of the window in one piece, then of each bucket, the services pooled. */
    default List<FiveMetrics> totalled(Selection selection, Cut cut) {
        return Stream.of(cut.whole(), cut)
                .flatMap(each -> pooled(selection, each).stream())
                .toList();
    }

    /** The five metrics of each bucket of each service, in the order of the services. */
    List<List<FiveMetrics>> each(Selection selection, Cut cut);

    /** The value of one metric of each service over a window in one piece; empty if there is none. */
    List<Optional<Double>> values(Metric metric, Selection selection, Cut cut);

    /** What is known about the deployments of {@code [from, until)}, as counts. The basis does not matter. */
    DeploymentCoverage coverage(Selection selection, Instant from, Instant until);

    /**
     * Which of DORA's six answers to "how often?" the six months before an instant give, 1 to 6, by the median of complete ISO weeks
     * and months of the zone.
     *
     * @return null when nothing had been deployed before
     */
    @Nullable
    Integer frequencyAnswer(Selection selection, Instant until, ZoneId zone);
}
