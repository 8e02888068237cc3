package dev.throughline.engine.metric.index;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes rows of samples in any order, and turns them into columns. */
public final class SampleRows {

    private final Environments environments;
    private final Map<Long, SegmentBuilder> builders = new HashMap<>();
    private @Nullable SegmentBuilder last;
    private long rows;
    private long samples;
    private long failures;

    /** @param index whose numbering of environments is continued */
    public SampleRows(SampleIndex index) {
        this.environments = index.environments();
    }

    /**
     * Adds a deployment.
     *
     * @param at microseconds since 1970
     * @param flags of {@link SampleFlags}
     * @param starts how many lead times start where, in the order of {@link dev.throughline.engine.sample.StartProvenance}
     */
    public void deployment(long service, long at, UUID id, int flags, Set<String> reached, int commits, int[] starts) {
        rows++;
        last = builders.computeIfAbsent(service, _ -> new SegmentBuilder(0));
        last.add(at, id, flags, environments.numberOf(reached), commits, starts);
    }

    /** Adds lead times of the last deployment, in seconds, by the ordinal of their basis. */
    public void leads(int basis, int[] seconds) {
        samples += seconds.length;
        last().leads(basis, seconds);
    }

    /**
     * Says that the last deployment failed.
     *
     * @param recovery in seconds; null while it is open
     */
    public void failed(long failedAt, @Nullable Integer recovery) {
        failures++;
        last().failed(failedAt, recovery == null ? Segment.OPEN : recovery);
    }

    private SegmentBuilder last() {
        if (last == null) {
            throw new IllegalStateException("no deployment yet");
        }
        return last;
    }

    /** Their size on the heap. */
    public long bytes() {
        return Segment.bytes(rows, samples, failures);
    }

    /** Columns of the added rows, which are released one service at a time. */
    Map<Long, Segment> segments() {
        Map<Long, Segment> segments = new HashMap<>(2 * builders.size());
        Iterator<Map.Entry<Long, SegmentBuilder>> each = builders.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Long, SegmentBuilder> service = each.next();
            segments.put(service.getKey(), service.getValue().build());
            each.remove();
        }
        last = null;
        return segments;
    }

    /**
     * All of an index.
     *
     * @param version see {@link SampleIndex}
     */
    public SampleIndex index(long version) {
        Map<Long, Segment> all = segments();
        long bytes = all.values().stream().mapToLong(Segment::bytes).sum();
        return new SampleIndex(version, Map.copyOf(all), environments, bytes);
    }
}
