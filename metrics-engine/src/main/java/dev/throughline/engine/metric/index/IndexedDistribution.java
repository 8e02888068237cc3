package dev.throughline.engine.metric.index;

import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.DeploymentCoverage;
import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Selection;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Answers queries with our own rules from columns on the heap; queries with other profiles go to PostgreSQL. */
final class IndexedDistribution implements Distribution {

    private static final int MONTHS = 6;
    private static final int TEN_A_WEEK = 10;
    private static final int FIVE_A_WEEK = 5;

    private final Map<Long, Segment> segments;
    private final Environments environments;
    private final Instant now;
    private final Distribution others;

    /**
     * @param now when the snapshot was taken
     * @param others answers what this one does not
     */
    IndexedDistribution(Map<Long, Segment> segments, Environments environments, Instant now, Distribution others) {
        this.segments = segments;
        this.environments = environments;
        this.now = now;
        this.others = others;
    }

    @Override
    public List<FiveMetrics> pooled(Selection selection, Cut cut) {
        if (!isOurs(selection, cut)) {
            return others.pooled(selection, cut);
        }
        return counted(of(selection), selection, cut).buckets();
    }

    @Override
    public List<FiveMetrics> totalled(Selection selection, Cut cut) {
        if (!isOurs(selection, cut)) {
            return others.totalled(selection, cut);
        }
        return counted(of(selection), selection, cut).withTotal();
    }

    @Override
    public List<List<FiveMetrics>> each(Selection selection, Cut cut) {
        if (!isOurs(selection, cut)) {
            return others.each(selection, cut);
        }
        return selection.services().stream()
                .map(service -> counted(of(List.of(service)), selection, cut).buckets())
                .toList();
    }

    @Override
    public List<Optional<Double>> values(Metric metric, Selection selection, Cut cut) {
        if (!isOurs(selection, cut)) {
            return others.values(metric, selection, cut);
        }
        return each(selection, cut).stream()
                .map(metrics ->
                        Optional.ofNullable(metrics.getFirst().of(metric).value()))
                .toList();
    }

    private static boolean isOurs(Selection selection, Cut cut) {
        return selection.profile() == Profile.DORA && cut.isZoneKnown();
    }

    private List<Segment> of(Selection selection) {
        return of(selection.services());
    }

    private List<Segment> of(List<Long> services) {
        List<Segment> chosen = new ArrayList<>(services.size());
        for (Long service : services) {
            Segment segment = segments.get(service);
            if (segment != null) {
                chosen.add(segment);
            }
        }
        return chosen;
    }

    private Buckets counted(List<Segment> chosen, Selection selection, Cut cut) {
        return new Buckets(chosen, environments.with(selection.environment()), selection.basis(), cut, now);
    }

    @Override
    public DeploymentCoverage coverage(Selection selection, Instant from, Instant until) {
        boolean[] wanted = environments.with(selection.environment());
        long deployments = 0;
        long linked = 0;
        long withBaseline = 0;
        long[] byLink = new long[Link.By.values().length];
        long[] byStart = new long[Starts.KINDS];
        for (Segment segment : of(selection)) {
            int end = segment.firstFrom(LocalDays.micros(until));
            for (int row = segment.firstFrom(LocalDays.micros(from)); row < end; row++) {
                if (!segment.is(row, SampleFlags.COUNTS) || !wanted[segment.environments[row]]) {
                    continue;
                }
                deployments++;
                linked += segment.is(row, SampleFlags.IS_LINKED) ? 1 : 0;
                withBaseline += segment.is(row, SampleFlags.HAS_BASELINE) ? 1 : 0;
                byLink[SampleFlags.linkedBy(segment.flags[row])] += segment.commits[row];
                addStarts(segment, row, byStart);
            }
        }
        return new DeploymentCoverage(
                deployments,
                linked,
                withBaseline,
                Arrays.stream(byLink).sum(),
                Arrays.stream(byLink).boxed().toList(),
                Arrays.stream(byStart).sum(),
                Arrays.stream(byStart).boxed().toList());
    }

    private static void addStarts(Segment segment, int row, long[] byStart) {
        long packed = segment.starts[row];
        for (int kind = 0; kind < byStart.length; kind++) {
            byStart[kind] += packed < 0 ? segment.wideStarts[(int) ~packed][kind] : Starts.of(packed, kind);
        }
    }

    @Override
    public @Nullable Integer frequencyAnswer(Selection selection, Instant until, ZoneId zone) {
        boolean[] wanted = environments.with(selection.environment());
        List<Segment> chosen = of(selection);
        if (Buckets.firstEligible(chosen, wanted) >= LocalDays.micros(until)) {
            return null;
        }
        ZonedDateTime end = until.atZone(zone);
        ZonedDateTime begin = end.minusMonths(MONTHS).withLaterOffsetAtOverlap();
        long[] deployed = deployedByClock(chosen, wanted, begin, until);
        LocalDate firstDay = begin.toLocalDate();
        LocalDate firstWhole = begin.toLocalTime().equals(LocalTime.MIDNIGHT) ? firstDay : firstDay.plusDays(1);
        double weekly = median(
                deployed,
                firstWhole.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)),
                end.toLocalDate(),
                day -> day.plusWeeks(1));
        if (weekly >= TEN_A_WEEK) {
            return 6;
        } else if (weekly >= FIVE_A_WEEK) {
            return 5;
        } else if (weekly >= 1) {
            return 4;
        }
        LocalDate firstMonth =
                firstWhole.getDayOfMonth() == 1 ? firstWhole : firstWhole.with(TemporalAdjusters.firstDayOfNextMonth());
        double monthly = median(deployed, firstMonth, end.toLocalDate(), month -> month.plusMonths(1));
        if (monthly >= 1) {
            return 3;
        }
        return deployed.length > 0 ? 2 : 1;
    }

    /** What the clocks of the zone showed at each deployment, ascending. */
    private static long[] deployedByClock(List<Segment> chosen, boolean[] wanted, ZonedDateTime begin, Instant until) {
        LocalDays days = new LocalDays(begin.getZone());
        LongStream.Builder deployed = LongStream.builder();
        for (Segment segment : chosen) {
            int end = segment.firstFrom(LocalDays.micros(until));
            for (int row = segment.firstFrom(LocalDays.micros(begin.toInstant())); row < end; row++) {
                if (segment.is(row, SampleFlags.IN_FREQUENCY) && wanted[segment.environments[row]]) {
                    deployed.add(days.localOf(segment.at[row]));
                }
            }
        }
        return deployed.build().sorted().toArray();
    }

    /** The deployments in each step that is complete at the end. */
    private static double median(long[] deployed, LocalDate firstStep, LocalDate end, UnaryOperator<LocalDate> next) {
        List<Integer> counts = new ArrayList<>();
        for (LocalDate step = firstStep; !next.apply(step).isAfter(end); step = next.apply(step)) {
            counts.add(Segment.firstFrom(deployed, byClock(next.apply(step)))
                    - Segment.firstFrom(deployed, byClock(step)));
        }
        Collections.sort(counts);
        return Statistics.between(counts.get((counts.size() - 1) / 2), counts.get(counts.size() / 2), 0.5);
    }

    private static long byClock(LocalDate day) {
        return day.toEpochDay() * LocalDays.DAY;
    }
}
