package dev.throughline.engine.metric.index;

import dev.throughline.engine.metric.Distribution;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The samples of all services as of one snapshot of the database. Immutable: changes make a new one.
 *
 * @param version the oldest transaction that may still have been running then; what it or a later one wrote may be missing
 * @param segments by the id of the service; a service without deployments has none
 */
public record SampleIndex(long version, Map<Long, Segment> segments, Environments environments, long bytes) {

    /** One without a sample. */
    public static SampleIndex empty() {
        return new SampleIndex(0, Map.of(), new Environments(), 0);
    }

    /**
     * Answers as of this index.
     *
     * @param now when the snapshot was taken;
     * @param others answers what an index cannot
     */
    public Distribution distribution(Instant now, Distribution others) {
        return new IndexedDistribution(segments, environments, now, others);
    }

    /** This one without a sample. */
    public SampleIndex emptied() {
        return new SampleIndex(version, Map.of(), environments, 0);
    }

    /** How many services have a sample. */
    public int services() {
        return segments.size();
    }

    /**
     * This one with the changes of a later snapshot.
     *
     * @param gone deployments that are no longer samples of a service
     * @param anew what was written again
     */
    public SampleIndex with(long laterVersion, Map<Long, Set<UUID>> gone, SampleRows anew) {
        Map<Long, Segment> stated = anew.segments();
        if (gone.isEmpty() && stated.isEmpty()) {
            return new SampleIndex(laterVersion, segments, environments, bytes);
        }
        Map<Long, Segment> next = new HashMap<>(segments);
        long size = bytes;
        Set<Long> touched = new HashSet<>(gone.keySet());
        touched.addAll(stated.keySet());
        Segment none = new SegmentBuilder(0).build();
        for (Long service : touched) {
            Segment before = next.getOrDefault(service, none);
            Segment after = before.with(gone.getOrDefault(service, Set.of()), stated.getOrDefault(service, none));
            size += after.bytes() - before.bytes();
            if (after.size == 0) {
                next.remove(service);
            } else {
                next.put(service, after);
            }
        }
        return new SampleIndex(laterVersion, next, environments, size);
    }
}
