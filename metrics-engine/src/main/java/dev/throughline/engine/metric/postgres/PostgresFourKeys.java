package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Coverage;
import dev.throughline.engine.metric.Coverage.Share;
import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.DeploymentCoverage;
import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.FourKeys;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.OptionsInForce;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.QuickCheck;
import dev.throughline.engine.metric.Report;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.Selection;
import dev.throughline.engine.metric.Snapshots;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import dev.throughline.engine.sample.StartProvenance;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Resolves a scope, and has its numbers counted in the same snapshot. */
class PostgresFourKeys implements FourKeys {

    private static final String SCOPE = """
            select asked.*, happened.*, chosen.*, heard.*, extract(epoch from attribution_window(asked.service_ids)) as attribution_seconds
              from (select case when names.services is null then service_ids(null) else named.ids end as service_ids, named.unknown
                      from (select cast(:services as text[]) as services) names
                     cross join lateral (
                            select array_remove(array_agg(distinct service_id), null) as ids,
                                   min(name) filter (where service_id is null) as unknown
                              from service_named(names.services)) named
                    offset 0) asked
             cross join lateral incident_coverage_by(asked.service_ids, :from, :until) happened
             cross join lateral (
                    select array_agg(service.name) as option_services,
                           array_agg(option.name) as option_names,
                           array_agg(option.value) as option_values
                      from service_option option
                      join service on service.id = option.service_id
                     where option.service_id = any (asked.service_ids)) chosen
             cross join (
                    select array_agg(source order by source) as heard_sources,
                           array_agg(round(greatest(extract(epoch from now() - last_received_at), 0), 3)::double precision
                                     order by source) as heard_seconds
                      from source_activity) heard
            """;

    private static final String QUICK_CHECK = """
            select answers.lead, answers.frequency, answers.recovery, score.*
              from (select duration_answer(cast(:lead as double precision)) as lead,
                           cast(:frequency as integer) as frequency,
                           duration_answer(cast(:recovery as double precision)) as recovery) answers
             cross join lateral quick_check_score(answers.lead, answers.frequency, answers.recovery,
                                                  cast(:failed as double precision), cast(:rework as double precision)) score
            """;

    /** Nothing is inferred from an incident: it names a cause, or is near a deployment. */
    private static final List<Confidence> OF_INCIDENTS =
            List.of(Confidence.EXPLICIT, Confidence.DECLARED, Confidence.HEURISTIC);

    private final JdbcClient jdbc;
    private final Snapshots snapshots;

    PostgresFourKeys(JdbcClient jdbc, Snapshots snapshots) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
    }

    /** The scope, and what is reported about it besides the metrics. */
    private record Measured(
            List<Long> services,
            Duration attributionWindow,
            OptionsInForce options,
            Share incidentsLinked,
            Map<Confidence, Share> incidentsByConfidence,
            Map<String, Double> secondsSinceLastEvent) {}

    @Override
    public Report report(Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
        try {
            return snapshots.ask(distribution -> {
                // first: it refuses what cannot be cut
                Calendar calendar = Calendar.of(jdbc, window, null, interval, profile);
                Measured measured = measured(scope, window, profile);
                Selection selection = new Selection(measured.services(), scope.environment(), basis, profile);
                return report(distribution, selection, calendar, interval != null, measured);
            });
        } catch (DataAccessException e) {
            throw Question.explained(e, window, interval);
        }
    }

    private static Report report(
            Distribution distribution, Selection selection, Calendar calendar, boolean isCut, Measured measured) {
        Cut cut = calendar.cut();
        List<FiveMetrics> metrics =
                isCut ? distribution.totalled(selection, cut) : distribution.pooled(selection, cut.whole());
        return new Report(
                metrics.getFirst(),
                coverage(
                        distribution.coverage(
                                selection, cut.edges().getFirst(), cut.edges().getLast()),
                        measured),
                measured.options(),
                isCut
                        ? buckets(metrics.subList(1, metrics.size()), cut, calendar.now(), measured.attributionWindow())
                        : List.of());
    }

    /** The metrics of each bucket with its bounds. */
    static List<Report.Bucket> buckets(List<FiveMetrics> metrics, Cut cut, Instant now, Duration attributionWindow) {
        return IntStream.range(0, cut.buckets())
                .mapToObj(bucket -> new Report.Bucket(
                        cut.from(bucket),
                        cut.until(bucket),
                        now.isBefore(cut.until(bucket).plus(attributionWindow)),
                        metrics.get(bucket)))
                .toList();
    }

    private Measured measured(Scope scope, Window window, Profile profile) {
        return jdbc.sql(SCOPE)
                .param("services", Question.names(scope))
                .param("from", Instants.utc(window.from()))
                .param("until", Instants.utc(window.until()))
                .query((row, _) -> measured(row, profile))
                .single();
    }

    private static Measured measured(ResultSet row, Profile profile) throws SQLException {
        String unknown = row.getString("unknown");
        if (unknown != null) {
            throw UnknownService.named(unknown);
        }
        List<Long> services = List.of((Long[]) row.getArray("service_ids").getArray());
        long incidents = row.getLong("incidents");
        Map<Confidence, Share> byConfidence = new LinkedHashMap<>();
        for (Confidence confidence : OF_INCIDENTS) {
            byConfidence.put(confidence, share(row.getLong("confidence_" + confidence.word()), incidents));
        }
        return new Measured(
                services,
                seconds(row.getDouble("attribution_seconds")),
                options(row, services.size(), profile),
                share(row.getLong("incidents_linked"), incidents),
                byConfidence,
                secondsSinceLastEvent(row));
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1_000_000) * 1_000);
    }

    private static OptionsInForce options(ResultSet row, int services, Profile profile) throws SQLException {
        List<OptionsInForce.Chosen> chosen = new ArrayList<>();
        if (row.getObject("option_names") != null) {
            String[] owners = (String[]) row.getArray("option_services").getArray();
            String[] names = (String[]) row.getArray("option_names").getArray();
            String[] values = (String[]) row.getArray("option_values").getArray();
            for (int i = 0; i < names.length; i++) {
                chosen.add(new OptionsInForce.Chosen(owners[i], names[i], values[i]));
            }
        }
        return OptionsInForce.of(services, chosen, profile);
    }

    private static Map<String, Double> secondsSinceLastEvent(ResultSet row) throws SQLException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        if (row.getObject("heard_sources") != null) {
            String[] sources = (String[]) row.getArray("heard_sources").getArray();
            Double[] heard = (Double[]) row.getArray("heard_seconds").getArray();
            for (int i = 0; i < sources.length; i++) {
                seconds.put(sources[i], heard[i]);
            }
        }
        return seconds;
    }

    private static Coverage coverage(DeploymentCoverage deployed, Measured measured) {
        return new Coverage(
                share(deployed.linked(), deployed.deployments()),
                share(deployed.withBaseline(), deployed.deployments()),
                shares(Link.By.values(), deployed.byLink(), deployed.commits()),
                shares(StartProvenance.values(), deployed.byStart(), deployed.samples()),
                measured.incidentsLinked(),
                measured.incidentsByConfidence(),
                measured.secondsSinceLastEvent());
    }

    private static <T> Map<T, Share> shares(T[] terms, List<Long> parts, long whole) {
        Map<T, Share> shares = new LinkedHashMap<>();
        for (int i = 0; i < terms.length; i++) {
            shares.put(terms[i], share(parts.get(i), whole));
        }
        return shares;
    }

    private static Share share(long part, long whole) {
        return new Share(whole == 0 ? null : (double) part / whole, part, whole);
    }

    @Override
    public QuickCheck quickCheck(Scope scope, Window window, FiveMetrics metrics) {
        return snapshots.ask(distribution -> {
            Long[] services = jdbc.sql("select service_ids(cast(:services as text[])) as ids")
                    .param("services", Question.names(scope))
                    .query((row, _) -> (Long[]) row.getArray("ids").getArray())
                    .single();
            Selection selection =
                    new Selection(Arrays.asList(services), scope.environment(), metrics.basis(), Profile.DORA);
            return jdbc.sql(QUICK_CHECK)
                    .param("lead", metrics.changeLeadTime().p50())
                    .param("frequency", distribution.frequencyAnswer(selection, window.until(), window.zone()))
                    .param("recovery", metrics.failedDeploymentRecoveryTime().p50())
                    .param("failed", metrics.changeFailRate().value())
                    .param("rework", metrics.deploymentReworkRate().value())
                    .query(PostgresFourKeys::quickCheck)
                    .single();
        });
    }

    private static QuickCheck quickCheck(ResultSet row, int number) throws SQLException {
        return new QuickCheck(
                new QuickCheck.Answers(
                        row.getObject("lead", Integer.class),
                        row.getObject("frequency", Integer.class),
                        row.getObject("recovery", Integer.class)),
                new QuickCheck.Scores(
                        row.getObject("change_lead_time", Double.class),
                        row.getObject("deployment_frequency", Double.class),
                        row.getObject("failed_deployment_recovery_time", Double.class),
                        row.getObject("change_fail_rate", Double.class),
                        row.getObject("deployment_rework_rate", Double.class)),
                row.getObject("overall", Double.class),
                row.getObject("throughput", Double.class),
                row.getObject("stability", Double.class));
    }
}
