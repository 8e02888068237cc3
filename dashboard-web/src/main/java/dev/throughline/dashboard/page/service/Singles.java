package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.PartFilter;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The single cases behind the durations of a service, if they are few enough to be distinguished in a chart. */
final class Singles {

    private static final int MOST = 200;

    private final Parts parts;
    private final Instant now;

    Singles(Parts parts, Instant now) {
        this.parts = parts;
        this.now = now;
    }

    /**
     * One commit or change on its way to production, or one failure.
     *
     * @param seconds how long it took; up to now if it is not over
     */
    record Single(Instant at, double seconds, boolean isOver, String title, String href) {}

    /** Those of each metric that is made of durations; none where there are too many. */
    Map<Metric, List<Single>> of(String service, FiveMetrics metrics, Selection selection) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.kind() == Metric.Kind.DURATIONS)
                .collect(Collectors.toMap(Function.identity(), metric -> of(metric, service, metrics, selection)));
    }

    private List<Single> of(Metric metric, String service, FiveMetrics metrics, Selection selection) {
        long open = metric == Metric.FAILED_DEPLOYMENT_RECOVERY_TIME
                ? metrics.openFailures().count()
                : 0;
        long n = metrics.of(metric).n() + open;
        if (n == 0 || n > MOST) {
            return List.of();
        }
        return parts
                .page(
                        metric,
                        selection.scope(List.of(service)),
                        selection.window(),
                        selection.basis(),
                        selection.profile(),
                        PartFilter.of(Parts.Listing.COUNTING),
                        null,
                        MOST)
                .items()
                .stream()
                .map(part -> part instanceof Part.Counted counted ? single(metric, counted, selection) : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Single single(Metric metric, Part.Counted part, Selection selection) {
        if (part.deployment() == null) {
            return null;
        }
        Integer whole = part.seconds();
        boolean isOver = whole != null;
        double seconds = whole != null
                ? whole
                : Math.max(0, Duration.between(part.at(), now).toSeconds());
        String at = Moment.of(part.at(), selection.zone()).text();
        String took = Wording.duration(seconds);
        String title = metric == Metric.CHANGE_LEAD_TIME
                ? "%s: %s, deployed %s".formatted(name(part), took, at)
                : isOver ? "Failed %s, restored after %s".formatted(at, took) : "Failed %s, still open".formatted(at);
        return new Single(part.at(), seconds, isOver, title, Paths.deployment(part.deployment()));
    }

    private static String name(Part.Counted part) {
        if (part.change() != null && part.change().number() != null) {
            return "#" + part.change().number();
        }
        return part.sha() == null ? "A change" : CommitSha.shortened(part.sha());
    }
}
