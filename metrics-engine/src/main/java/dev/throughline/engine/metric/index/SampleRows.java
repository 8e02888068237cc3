package dev.throughline.engine.metric.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes rows of samples by service and time, and makes columns of them. */
public final class SampleRows {

    private final Environments environments;
    private final Map<Long, Segment> segments = new HashMap<>();
    private @Nullable SegmentBuilder builder;
    private long service;
    private long bytes;

    /** @param index whose environments are numbered on */
    public SampleRows(SampleIndex index) {
        this.environments = index.environments();
    }

    /**
     * Adds a deployment: those of one service one after the other, by time.
     *
     * @param at microseconds since 1970
     * @param flags of {@link Segment}, as the query that reads them puts them together
     * @param starts how many lead times start where, in the order of {@link dev.throughline.engine.sample.StartProvenance}
     */
    public void deployment(
            long ofService, long at, UUID id, int flags, Set<String> reached, int commits, int[] starts) {
        if (builder == null || ofService != service) {
            endService();
            service = ofService;
            builder = new SegmentBuilder(0);
        }
        builder.add(at, id, flags, environments.numberOf(reached), commits, starts);
    }

    /** Adds a lead time of the last deployment, in seconds, by the ordinal of its basis. */
    public void lead(int basis, int seconds) {
        current().lead(basis, seconds);
    }

    /** Says that the last deployment failed. @param recovery in seconds; null while it is open */
    public void failed(long failedAt, @Nullable Integer recovery) {
        current().failed(failedAt, recovery == null ? Segment.OPEN : recovery);
    }

    private SegmentBuilder current() {
        if (builder == null) {
            throw new IllegalStateException("no deployment yet");
        }
        return builder;
    }

    private void endService() {
        if (builder != null) {
            Segment segment = builder.build();
            segments.put(service, segment);
            bytes += segment.bytes();
            builder = null;
        }
    }

    /** What the services that are complete take on the heap. */
    public long bytes() {
        return bytes;
    }

    Map<Long, Segment> segments() {
        endService();
        return segments;
    }

    /** All of an index. @param version see {@link SampleIndex} */
    public SampleIndex index(long version) {
        Map<Long, Segment> all = segments();
        return new SampleIndex(version, Map.copyOf(all), environments, bytes);
    }
}
