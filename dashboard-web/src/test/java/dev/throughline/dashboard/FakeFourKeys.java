package dev.throughline.dashboard;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.ConfidenceInterval;
import dev.throughline.engine.metric.Coverage;
import dev.throughline.engine.metric.Durations;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Frequency;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.LeadTimeDistribution;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.MetricsByService;
import dev.throughline.engine.metric.NoData;
import dev.throughline.engine.metric.OptionsInForce;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.QuickCheck;
import dev.throughline.engine.metric.Rate;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceReport;
import dev.throughline.engine.metric.Trend;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.sample.StartProvenance;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Services by name with the metrics that they are to have, the same in every bucket that is not silent. */
public class FakeFourKeys implements FourKeys, MetricsByService {

    private final SortedMap<String, FiveMetrics> services = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Instant now;

    public FakeFourKeys(Instant now) {
        this.now = now;
    }

    public FakeFourKeys with(String service, FiveMetrics metrics) {
        services.put(service, metrics);
        return this;
    }

    public List<String> names() {
        return List.copyOf(services.keySet());
    }

    public void clear() {
        services.clear();
    }

    @Override
    public Report report(Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        FiveMetrics metrics = silent();
        for (String name : scope.services().isEmpty() ? services.keySet() : scope.services()) {
            FiveMetrics found = services.get(name);
            if (found == null) {
                throw UnknownService.named(name);
            }
            metrics = found;
        }
        return new Report(
                metrics,
                coverage(),
                OptionsInForce.DEFAULT,
                interval == null ? List.of() : buckets(window, interval, metrics));
    }

    @Override
    public QuickCheck quickCheck(Scope scope, Window window, FiveMetrics metrics) {
        throw new UnsupportedOperationException("no page asks for it");
    }

    @Override
    public SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment) {
        return new TreeMap<>(services);
    }

    @Override
    public List<ServiceReport> reports(
            Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        return scope.services().stream()
                .map(name -> {
                    Report report = report(new Scope(List.of(name), null), window, interval, basis, profile);
                    return new ServiceReport(name, report.metrics(), report.metrics(), report.buckets(), null);
                })
                .toList();
    }

    @Override
    public List<Trend> pooled(
            List<Scope> scopes, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        return scopes.stream()
                .map(scope -> {
                    Report report = report(scope, window, interval, basis, profile);
                    return new Trend(report.metrics(), report.metrics(), report.buckets());
                })
                .toList();
    }

    @Override
    public Map<String, Double> values(Metric metric, Scope scope, Window window, Basis basis, Profile profile) {
        Map<String, Double> values = new TreeMap<>();
        services.forEach((name, metrics) -> {
            Double value = metrics.of(metric).value();
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** All of them take a day or longer, but for a third. */
    public List<LeadTimeDistribution.Span> distribution(Scope scope, Window window, Basis basis, Profile profile) {
        long n = report(scope, window, null, basis, profile)
                .metrics()
                .changeLeadTime()
                .n();
        return List.of(
                new LeadTimeDistribution.Span(0, 3_600, "under 1 h", 0),
                new LeadTimeDistribution.Span(3_600, 86_400, "1 to 24 h", n / 3),
                new LeadTimeDistribution.Span(86_400, null, "1 d or more", n - n / 3));
    }

    private List<Report.Bucket> buckets(Window window, Interval interval, FiveMetrics metrics) {
        List<Report.Bucket> buckets = new ArrayList<>();
        ZonedDateTime start = window.from().atZone(window.zone());
        int index = 0;
        while (start.toInstant().isBefore(window.until())) {
            ZonedDateTime end = switch (interval) {
                case DAY -> start.plusDays(1);
                case WEEK -> start.plusWeeks(1);
                case MONTH -> start.plusMonths(1);
                case QUARTER -> start.plusMonths(3);
            };
            Instant until = end.toInstant().isBefore(window.until()) ? end.toInstant() : window.until();
            FiveMetrics some = index % 5 == 3 ? silent() : varied(metrics, 1 + 0.4 * Math.sin(index * 1.7));
            buckets.add(
                    new Report.Bucket(start.toInstant(), until, now.isBefore(until.plus(24, ChronoUnit.HOURS)), some));
            start = end;
            index++;
        }
        return buckets;
    }

    private static FiveMetrics varied(FiveMetrics all, double factor) {
        Frequency frequency = all.deploymentFrequency();
        if (frequency.count() == 0) {
            return all;
        }
        return metrics(
                frequency.count() * factor / 90,
                frequency.count(),
                all.changeLeadTime().value() == null ? 0 : 90_000 * factor,
                all.changeFailRate().numerator(),
                5 + Math.round(3 * factor));
    }

    /** Metrics of a service that is deployed. */
    public static FiveMetrics metrics(double perDay, long count, double leadSeconds, long failed, long deployments) {
        double rate = (double) failed / deployments;
        ConfidenceInterval interval = new ConfidenceInterval(Math.max(0, rate - 0.04), Math.min(1, rate + 0.11), 0.95);
        return new FiveMetrics(
                new Frequency(perDay, null, count, count - 3, 241_682.0),
                new Durations(
                        null,
                        321,
                        leadSeconds,
                        leadSeconds * 4,
                        leadSeconds * 12,
                        leadSeconds * 9,
                        new ConfidenceInterval(leadSeconds * 0.75, leadSeconds * 1.4, 0.95)),
                Basis.COMMIT,
                new Rate(rate, null, failed, deployments, interval),
                new Durations(null, failed, 39_490.0, 51_000.0, 60_500.0, null, null),
                new FiveMetrics.OpenFailures(1, 720_000.0),
                new Rate(rate, null, failed, deployments, interval));
    }

    /** Metrics of a window without deployments. */
    public static FiveMetrics silent() {
        NoData reason = NoData.NO_DEPLOYMENTS;
        Durations durations = new Durations(reason, 0, null, null, null, null, null);
        Rate rate = new Rate(null, reason, 0, 0, null);
        return new FiveMetrics(
                new Frequency(null, reason, 0, 0, null),
                durations,
                Basis.COMMIT,
                rate,
                durations,
                new FiveMetrics.OpenFailures(0, null),
                rate);
    }

    private static Coverage coverage() {
        return new Coverage(
                share(41, 42),
                share(42, 42),
                Map.of(Link.By.PUSH, share(320, 321), Link.By.HEAD, share(1, 321)),
                Map.of(StartProvenance.PR_COMMITS, share(300, 321), StartProvenance.COMMIT, share(21, 321)),
                share(2, 3),
                Map.of(Confidence.DECLARED, share(1, 3), Confidence.HEURISTIC, share(1, 3)),
                Map.of("github", 12.5));
    }

    private static Coverage.Share share(long numerator, long denominator) {
        return new Coverage.Share((double) numerator / denominator, numerator, denominator);
    }
}
