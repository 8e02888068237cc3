package dev.throughline.engine.history.postgres;

import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.PartFilter;
import dev.throughline.engine.history.Parts;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresParts implements Parts {

    private final JdbcClient jdbc;

    PostgresParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page<Part> page(
            Metric metric,
            dev.throughline.engine.metric.Scope scope,
            Window window,
            Basis basis,
            Profile profile,
            PartFilter filter,
            @Nullable Position after,
            int limit) {
        Listing listing = filter.listing();
        boolean isByTime = listing != Listing.SLOWEST;
        int offset = isByTime || after == null ? 0 : Integer.parseInt(after.key());
        Position before = isByTime ? after : null;
        List<PartRow> found = jdbc.sql(PartQuery.of(metric, basis, profile, listing))
                .param("services", Scope.of(jdbc, scope.services()))
                .param("environment", scope.environment())
                .param("profile", profile.word())
                .param("from", Instants.utc(window.from()))
                .param("until", Instants.utc(window.until()))
                .param("at", before == null ? null : Instants.utc(before.at()))
                .param("id", before == null ? null : before.id())
                .param("atLeast", filter.atLeast(), Types.INTEGER)
                .param("below", filter.below(), Types.INTEGER)
                .param("offset", offset)
                .param("delivering", listing == Listing.ALL ? limit + 2 : null, Types.INTEGER)
                .param("limit", limit + 1)
                .query(PartRow::of)
                .list();
        Page<PartRow> page = Page.of(
                found, limit, row -> isByTime ? row.position() : new Position(Integer.toString(offset + limit), ""));
        return new Page<>(withEvidence(metric, page.items()), page.next());
    }

    private List<Part> withEvidence(Metric metric, List<PartRow> rows) {
        Map<UUID, List<Evidence>> evidence = evidence(metric, rows);
        return rows.stream()
                .map(row -> row.because(
                        row.deployment() == null ? List.of() : evidence.getOrDefault(row.deployment(), List.of())))
                .toList();
    }

    private Map<UUID, List<Evidence>> evidence(Metric metric, List<PartRow> rows) {
        List<Long> services = rows.stream().map(PartRow::service).toList();
        List<UUID> deployments = rows.stream()
                .filter(row -> row.reason() == null)
                .map(PartRow::deployment)
                .filter(Objects::nonNull)
                .toList();
        return switch (metric) {
            case CHANGE_FAIL_RATE, FAILED_DEPLOYMENT_RECOVERY_TIME -> EvidenceRows.against(jdbc, services, deployments);
            case DEPLOYMENT_REWORK_RATE -> EvidenceRows.remediedBy(jdbc, services, deployments);
            case DEPLOYMENT_FREQUENCY, CHANGE_LEAD_TIME -> Map.of();
        };
    }
}
