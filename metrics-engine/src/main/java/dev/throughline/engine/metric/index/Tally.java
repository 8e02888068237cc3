package dev.throughline.engine.metric.index;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FiveMetrics.OpenFailures;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.Rate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what falls into one bucket, and returns its five metrics. */
final class Tally {

    private final Basis basis;
    private final LocalDays days;
    /** Clocks that are set back over midnight show the day before the one on which the bucket began. */
    private final int dayBefore;

    private final double length;
    private final BitSet deployDays = new BitSet();
    private final Times deployments = new Times();
    private final Leads leads = new Leads();
    private long counted;
    private long reworked;
    private long judged;
    private long failed;
    private boolean hasBaseline;
    private int[] recoveries = new int[8];
    private int restored;
    private long open;
    private long openSince = Long.MAX_VALUE;

    /**
     * @param from where the bucket begins, in microseconds since 1970
     * @param length in days
     */
    Tally(Basis basis, LocalDays days, long from, double length) {
        this.basis = basis;
        this.days = days;
        this.dayBefore = days.dayOf(from) - 1;
        this.length = length;
    }

    /** Counts the deployments of these rows. */
    void addRows(Segment segment, int from, int until, boolean[] environments) {
        int[] offsets = segment.offsets[basis.ordinal()];
        int[] seconds = segment.seconds[basis.ordinal()];
        for (int row = from; row < until; row++) {
            if (!environments[segment.environments[row]]) {
                continue;
            }
            int flags = segment.flags[row];
            if ((flags & SampleFlags.IN_FREQUENCY) != 0) {
                deployments.add(segment.at[row]);
                deployDays.set(days.dayOf(segment.at[row]) - dayBefore);
            }
            if ((flags & SampleFlags.COUNTS) != 0) {
                counted++;
                reworked += (flags & SampleFlags.REWORK) != 0 ? 1 : 0;
                if ((flags & SampleFlags.IN_FAIL_RATE) != 0) {
                    judged++;
                    failed += (flags & SampleFlags.FAILED) != 0 ? 1 : 0;
                }
                hasBaseline |= (flags & SampleFlags.HAS_BASELINE) != 0;
                leads.add(seconds, offsets[row], offsets[row + 1]);
            }
        }
    }

    /** Counts these failures of the segment. */
    void addFailures(Segment segment, int from, int until, boolean[] environments) {
        for (int failure = from; failure < until; failure++) {
            int row = segment.failedRow[failure];
            if (!segment.is(row, SampleFlags.COUNTS) || !environments[segment.environments[row]]) {
                continue;
            }
            int recovery = segment.recovery[failure];
            if (recovery == Segment.OPEN) {
                open++;
                openSince = Math.min(openSince, segment.failedAt[failure]);
            } else {
                if (restored == recoveries.length) {
                    recoveries = Arrays.copyOf(recoveries, 2 * restored);
                }
                recoveries[restored++] = recovery;
            }
        }
    }

    /** Counts what the buckets counted that this one consists of, which follow each other. */
    void addAll(List<Tally> parts) {
        for (Tally part : parts) {
            int shift = part.dayBefore - dayBefore;
            part.deployDays.stream().forEach(day -> deployDays.set(day + shift));
            deployments.addAll(part.deployments);
            counted += part.counted;
            reworked += part.reworked;
            judged += part.judged;
            failed += part.failed;
            hasBaseline |= part.hasBaseline;
            addRecoveries(part.recoveries, part.restored);
            open += part.open;
            openSince = Math.min(openSince, part.openSince);
        }
        leads.addAll(parts.stream().map(part -> part.leads).toList());
    }

    private void addRecoveries(int[] more, int n) {
        if (restored + n > recoveries.length) {
            recoveries = Arrays.copyOf(recoveries, Math.max(restored + n, 2 * recoveries.length));
        }
        System.arraycopy(more, 0, recoveries, restored, n);
        restored += n;
    }

    /**
     * @param isStarted whether the scope had an eligible deployment before the end of the bucket
     * @param now in microseconds since 1970
     */
    FiveMetrics metrics(boolean isStarted, long now) {
        return new FiveMetrics(
                frequency(isStarted),
                leads.durations(withoutLeads()),
                basis,
                rate(failed, judged),
                recovery(),
                openFailures(now),
                rate(reworked, counted));
    }

    private Frequency frequency(boolean isStarted) {
        double interval = deployments.medianInterval();
        return new Frequency(
                isStarted ? deployments.size() / length : null,
                isStarted ? null : NoData.NO_DEPLOYMENTS,
                deployments.size(),
                deployDays.cardinality(),
                Double.isNaN(interval) ? null : interval);
    }

    private @Nullable NoData withoutLeads() {
        if (hasBaseline) {
            return NoData.INSUFFICIENT_DATA;
        }
        return counted > 0 ? NoData.NO_BASELINE : NoData.NO_DEPLOYMENTS;
    }

    private Durations recovery() {
        NoData reason = open > 0 ? NoData.INSUFFICIENT_DATA : counted > 0 ? NoData.NO_FAILURES : NoData.NO_DEPLOYMENTS;
        Leads samples = new Leads();
        samples.add(recoveries, 0, restored);
        Durations durations = samples.durations(reason);
        // recovery times have no mean
        return new Durations(
                durations.reason(),
                durations.n(),
                durations.p50(),
                durations.p75(),
                durations.p90(),
                null,
                durations.ci());
    }

    private OpenFailures openFailures(long now) {
        return new OpenFailures(
                open, open > 0 ? (double) Math.floorDiv(Math.max(now - openSince, 0), LocalDays.SECOND) : null);
    }

    private static Rate rate(long numerator, long denominator) {
        return new Rate(
                denominator == 0 ? null : numerator / (double) denominator,
                denominator == 0 ? NoData.NO_DEPLOYMENTS : null,
                numerator,
                denominator,
                Statistics.rateInterval(numerator, denominator));
    }
}
