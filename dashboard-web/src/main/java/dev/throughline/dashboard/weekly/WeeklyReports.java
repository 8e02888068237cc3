package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.quality.Diagnosis;
import dev.throughline.dashboard.weekly.WeeklyReport.FailedDeployment;
import dev.throughline.dashboard.weekly.WeeklyReport.Figure;
import dev.throughline.dashboard.weekly.WeeklyReport.Line;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.MetricWords;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Deployments;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.CoverageByService;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.ServiceCoverage;
import dev.throughline.engine.metric.Window;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Writes reports from the numbers that the pages show. */
final class WeeklyReports implements ReportWriter {

    /** This many failed ones are named. */
    static final int FAILED = 10;

    private final FourKeys fourKeys;
    private final Services services;
    private final Deployments deployments;
    private final CoverageByService coverage;
    private final Site site;

    WeeklyReports(
            FourKeys fourKeys, Services services, Deployments deployments, CoverageByService coverage, Site site) {
        this.fourKeys = fourKeys;
        this.services = services;
        this.deployments = deployments;
        this.coverage = coverage;
        this.site = site;
    }

    /** A window with the one before it. */
    private record Compared(Report now, Report before, Optional<Diagnosis> diagnosis) {

        Figure of(Metric metric) {
            return Figure.of(metric, now.metrics(), before.metrics(), diagnosis.flatMap(known -> known.reason(metric)));
        }
    }

    @Override
    public WeeklyReport of(@Nullable String team, Week week) {
        Scope scope = new Scope(team == null ? List.of() : services.ofTeam(team), null);
        Compared inWeek = compared(scope, week.window());
        Compared inDays = compared(scope, week.ninetyDays());
        Page<ListedDeployment> failed = deployments.page(
                new DeploymentFilter(
                        scope.services(),
                        null,
                        week.window().from(),
                        week.window().until(),
                        null,
                        true),
                null,
                FAILED);
        String query = query(team, week, week.monday());
        return new WeeklyReport(
                team == null ? WeeklyReport.ALL : team,
                week.name(),
                "%s to %s, %s time".formatted(week.monday(), week.sunday(), week.zone()),
                inWeek.now().buckets().stream().anyMatch(Report.Bucket::isProvisional),
                Arrays.stream(Metric.values())
                        .map(metric -> new Line(
                                metric,
                                StringUtils.capitalize(MetricWords.of(metric).name()),
                                site.base() + Paths.explain(metric).href(query),
                                inWeek.of(metric),
                                inDays.of(metric)))
                        .toList(),
                failed.items().stream().map(one -> failed(one, week)).toList(),
                failed.next() == null ? null : site.base() + "/deployments" + query + "&failed=true",
                site.base() + page(team, week),
                site.base() + self(team, week));
    }

    private Compared compared(Scope scope, Window window) {
        List<ServiceCoverage> known = scope.services().size() == 1 ? coverage.coverage(scope, window) : List.of();
        return new Compared(
                fourKeys.report(scope, window, Interval.WEEK, Basis.COMMIT),
                fourKeys.report(scope, window.previous(), null, Basis.COMMIT),
                known.stream().findFirst().map(Diagnosis::of));
    }

    private FailedDeployment failed(ListedDeployment deployment, Week week) {
        String sha = deployment.sha();
        return new FailedDeployment(
                sha == null ? deployment.externalId() : CommitSha.shortened(sha),
                deployment.service() == null ? "" : deployment.service(),
                Moment.of(deployment.at(), week.zone()).text(),
                site.base() + Paths.deployment(deployment.id()),
                deployment.evidence().stream().map(InWords::of).distinct().toList());
    }

    private static String page(@Nullable String team, Week week) {
        String query = query(null, week, week.monday());
        return team == null
                ? Address.of("/").href(query)
                : Address.of("/teams").with("name", team).href(query);
    }

    private static String self(@Nullable String team, Week week) {
        return Address.of("/reports")
                .with("team", team == null ? "" : team)
                .with("week", week.monday().toString())
                .href("?");
    }

    private static String query(@Nullable String team, Week week, LocalDate from) {
        return Address.of("")
                .with("from", from.toString())
                .with("until", week.end().toString())
                .with("timezone", week.zone().getId())
                .with("team", team == null ? "" : team)
                .href("?");
    }
}
