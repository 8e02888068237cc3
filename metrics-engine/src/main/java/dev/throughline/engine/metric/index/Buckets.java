package dev.throughline.engine.metric.index;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.FiveMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Services pooled, counted in buckets; those of many deployments by several threads. */
final class Buckets {

    /** Deployments that are worth a second thread. */
    private static final int MANY = 2_000;

    private final List<Segment> chosen;
    private final boolean[] environments;
    private final Basis basis;
    private final Cut cut;
    private final long[] edges;
    private final long first;
    private final long now;

    /** @param environments which numbers of environments count */
    Buckets(List<Segment> chosen, boolean[] environments, Basis basis, Cut cut, Instant now) {
        this.chosen = chosen;
        this.environments = environments;
        this.basis = basis;
        this.cut = cut;
        this.edges = cut.edges().stream().mapToLong(LocalDays::micros).toArray();
        this.first = firstEligible(chosen, environments);
        this.now = LocalDays.micros(now);
    }

    private record Counted(Tally tally, FiveMetrics metrics) {}

    List<FiveMetrics> buckets() {
        return count().stream().map(Counted::metrics).toList();
    }

    /** The window in one piece, then its buckets. */
    List<FiveMetrics> withTotal() {
        List<Counted> buckets = count();
        Tally total = new Tally(
                basis, new LocalDays(cut.zone()), edges[0], cut.whole().days(0));
        total.addAll(buckets.stream().map(Counted::tally).toList());
        List<FiveMetrics> metrics = new ArrayList<>(buckets.size() + 1);
        metrics.add(metrics(total, buckets.size() - 1));
        buckets.forEach(bucket -> metrics.add(bucket.metrics()));
        return metrics;
    }

    private List<Counted> count() {
        IntStream buckets = IntStream.range(0, cut.buckets());
        long deployments = chosen.stream().mapToLong(segment -> segment.size).sum();
        return (deployments < MANY ? buckets : buckets.parallel())
                .mapToObj(this::count)
                .toList();
    }

    private Counted count(int bucket) {
        Tally tally = new Tally(basis, new LocalDays(cut.zone()), edges[bucket], cut.days(bucket));
        for (Segment segment : chosen) {
            tally.addRows(
                    segment, segment.firstFrom(edges[bucket]), segment.firstFrom(edges[bucket + 1]), environments);
            tally.addFailures(
                    segment,
                    Segment.firstFrom(segment.failedAt, edges[bucket]),
                    Segment.firstFrom(segment.failedAt, edges[bucket + 1]),
                    environments);
        }
        return new Counted(tally, metrics(tally, bucket));
    }

    private FiveMetrics metrics(Tally tally, int lastBucket) {
        return tally.metrics(first < edges[lastBucket + 1], now);
    }

    /** When the first of all deployments succeeded that count, in microseconds since 1970; the end of time when there is none. */
    static long firstEligible(List<Segment> chosen, boolean[] environments) {
        long first = Long.MAX_VALUE;
        for (Segment segment : chosen) {
            int row = 0;
            while (row < segment.size && !environments[segment.environments[row]]) {
                row++;
            }
            if (row < segment.size) {
                first = Math.min(first, segment.at[row]);
            }
        }
        return first;
    }
}
