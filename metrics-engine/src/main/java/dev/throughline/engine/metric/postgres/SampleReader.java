package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.index.SampleFlags;
import dev.throughline.engine.metric.index.SampleIndex;
import dev.throughline.engine.metric.index.SampleRows;
import dev.throughline.engine.postgres.BinaryRows;
import dev.throughline.engine.postgres.Instants;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Reads the samples that an index holds, within the caller's transaction. */
final class SampleReader {

    private static final String SNAPSHOT = """
            select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as version,
                   now() as now,
                   (select count(*)
                      from (select from deployment_fact where changed_in >= cast(:since as text)::xid8 limit :most) changed) as changed,
                   (select count(*)
                      from (select from withdrawn_sample where changed_in >= cast(:since as text)::xid8 limit :most) gone) as withdrawn
            """;

    private static final String WITHDRAWN = """
            select service_id, deployment_id
              from withdrawn_sample
             where changed_in >= cast(:since as text)::xid8
            """;

    private static final String SAMPLES = """
            select service_id, at, deployment_id,
                   counts::integer * %d
                   + coalesce(in_frequency, counts)::integer * %d
                   + in_fail_rate::integer * %d
                   + failed::integer * %d
                   + rework::integer * %d
                   + has_baseline::integer * %d
                   + (not flags && array['ambiguous', 'unlinked'])::integer * %d
                   + (array_position(array[%s], linked_by) - 1) * %d,
                   environment, merged_environments, commits, lead_starts, failed_at,
                   case when restored_at is not null then recovery_seconds end,
                   lead_seconds, lead_change_seconds, lead_merge_seconds
              from deployment_fact
            """.formatted(
            SampleFlags.COUNTS,
            SampleFlags.IN_FREQUENCY,
            SampleFlags.IN_FAIL_RATE,
            SampleFlags.FAILED,
            SampleFlags.REWORK,
            SampleFlags.HAS_BASELINE,
            SampleFlags.IS_LINKED,
            Arrays.stream(Link.By.values()).map(by -> "'" + by.word() + "'").collect(Collectors.joining(", ")),
            SampleFlags.LINKED_BY);

    private static final String SINCE = SAMPLES + " where changed_in >= '%d'::xid8";

    private static final int BASES = Basis.values().length;

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    SampleReader(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /**
     * A snapshot, and how much it has that an earlier one may lack.
     *
     * @param version the oldest transaction that was still running, otherwise the next one
     * @param changed rows that were written since, at most as many as requested
     * @param withdrawn rows that were withdrawn since, likewise
     */
    record Snapshot(long version, Instant now, long changed, long withdrawn) {}

    /**
     * What this snapshot has changed since a version.
     *
     * @param most how far to count
     */
    Snapshot snapshot(long since, int most) {
        return jdbc.sql(SNAPSHOT)
                .param("since", String.valueOf(since))
                .param("most", most)
                .query((row, _) -> new Snapshot(
                        row.getLong("version"),
                        Instants.of(row, "now"),
                        row.getLong("changed"),
                        row.getLong("withdrawn")))
                .single();
    }

    /** An index updated with what was written and withdrawn since it was made. */
    SampleIndex brought(SampleIndex index, Snapshot snapshot) {
        List<Gone> withdrawn = snapshot.withdrawn() == 0 ? List.of() : withdrawn(index.version());
        SampleIndex before = withdrawn.stream().anyMatch(Gone::isAll) ? index.emptied() : index;
        Map<Long, Set<UUID>> gone = new HashMap<>();
        for (Gone one : withdrawn) {
            if (!one.isAll()) {
                gone.computeIfAbsent(one.service(), _ -> new HashSet<>()).add(one.deployment());
            }
        }
        SampleRows anew = new SampleRows(before);
        if (snapshot.changed() > 0) {
            read(index.version(), anew, Long.MAX_VALUE);
        }
        return before.with(snapshot.version(), gone, anew);
    }

    /**
     * An index of all samples.
     *
     * @param most bytes that it may take
     * @throws IndexTooLarge when it would take more
     */
    SampleIndex all(long most) {
        Snapshot snapshot = snapshot(0, 0);
        SampleRows rows = new SampleRows(SampleIndex.empty());
        read(0, rows, most);
        return rows.index(snapshot.version());
    }

    private record Gone(Long service, UUID deployment) {

        boolean isAll() {
            return service == null;
        }
    }

    private List<Gone> withdrawn(long since) {
        return jdbc.sql(WITHDRAWN)
                .param("since", String.valueOf(since))
                .query((row, _) ->
                        new Gone(row.getObject("service_id", Long.class), row.getObject("deployment_id", UUID.class)))
                .list();
    }

    private void read(long since, SampleRows rows, long most) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (BinaryRows read = new BinaryRows(connection, SINCE.formatted(since))) {
            Reached environments = new Reached();
            while (read.next()) {
                add(read, environments, rows);
                if (rows.bytes() > most) {
                    throw new IndexTooLarge(most);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the samples could not be read", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void add(BinaryRows read, Reached environments, SampleRows rows) {
        long service = read.number();
        long at = Objects.requireNonNull(read.micros());
        UUID id = read.uuid();
        int flags = Objects.requireNonNull(read.integer());
        String environment = read.text();
        List<String> merged = read.texts();
        int commits = Objects.requireNonNull(read.integer());
        rows.deployment(service, at, id, flags, environments.with(environment, merged), commits, read.integers());
        Long failedAt = read.micros();
        Integer recovery = read.integer();
        if (failedAt != null) {
            rows.failed(failedAt, recovery);
        }
        for (int basis = 0; basis < BASES; basis++) {
            rows.leads(basis, read.integers());
        }
    }

    /** The environments that a deployment reached: the same set for the next one that reached the same one alone, as most do. */
    private static final class Reached {

        private String last = "";
        private Set<String> alone = Set.of(last);

        Set<String> with(String environment, List<String> merged) {
            if (!merged.isEmpty()) {
                Set<String> reached = new HashSet<>(merged);
                reached.add(environment);
                return reached;
            }
            if (!environment.equals(last)) {
                last = environment;
                alone = Set.of(environment);
            }
            return alone;
        }
    }
}
