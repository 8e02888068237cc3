package dev.throughline.engine.metric;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * A window cut into buckets, bucket i being {@code [edges[i], edges[i + 1])}.
 *
 * @param edges ascending, one more than there are buckets
 * @param positions days of each edge since 2000-01-01 by the calendar of the zone, the share of the current one included, so that a
 *     date of 23 or 25 hours is one day
 * @param zone whose dates are counted
 * @param isZoneKnown whether Java has the same clocks in that zone at every edge as the database
 */
public record Cut(List<Instant> edges, double[] positions, ZoneId zone, boolean isZoneKnown) {

    public int buckets() {
        return edges.size() - 1;
    }

    public Instant from(int bucket) {
        return edges.get(bucket);
    }

    public Instant until(int bucket) {
        return edges.get(bucket + 1);
    }

    /** How many days a bucket has. */
    public double days(int bucket) {
        return positions[bucket + 1] - positions[bucket];
    }

    /** The same window in one piece. */
    public Cut whole() {
        int last = edges.size() - 1;
        return new Cut(
                List.of(edges.getFirst(), edges.getLast()),
                new double[] {positions[0], positions[last]},
                zone,
                isZoneKnown);
    }

    /** Its first bucket, and all others in one piece: a window next to the one before it. */
    public Cut compared() {
        int last = edges.size() - 1;
        return new Cut(
                List.of(edges.getFirst(), edges.get(1), edges.get(last)),
                new double[] {positions[0], positions[1], positions[last]},
                zone,
                isZoneKnown);
    }

    /** The buckets from this one on. */
    public Cut startingWith(int bucket) {
        return new Cut(
                edges.subList(bucket, edges.size()),
                Arrays.copyOfRange(positions, bucket, positions.length),
                zone,
                isZoneKnown);
    }
}
