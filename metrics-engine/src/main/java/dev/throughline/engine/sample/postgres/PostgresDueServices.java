package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.ledger.postgres.DueNotice;
import dev.throughline.engine.ledger.postgres.IncidentServices;
import dev.throughline.engine.sample.Backlog;
import dev.throughline.engine.sample.DueServices;
import dev.throughline.engine.sample.Recompute;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of derivation_due and incident_due. An advisory lock, held to the end of the transaction, keeps two processes apart. */
final class PostgresDueServices implements DueServices, Backlog, Recompute {

    /** First key of the advisory locks that guard services. */
    private static final int LOCK = 0x7468726f;

    /** So many of those that wait longest are taken in any order, so that two processes seldom want the same. */
    private static final int LONGEST_WAITING = 8;

    private final JdbcClient jdbc;

    PostgresDueServices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void route() {
        List<Long> rows = jdbc.sql("select id from incident_due order by id for update skip locked")
                .query((row, _) -> row.getLong("id"))
                .list();
        if (!rows.isEmpty()) {
            // in this order: who is under way after the rows were read, and is over before they are routed, is seen
            route(rows, underWay());
        }
    }

    /** Services that other processes are deriving: their conclusions are not visible yet. */
    private List<Long> underWay() {
        return jdbc.sql("""
                        select objid::bigint as service_id
                          from pg_locks
                         where locktype = 'advisory' and objsubid = 2 and granted
                           and database = (select oid from pg_database where datname = current_database())
                           and classid::bigint = (:lock # hashtext(current_schema()))::bigint & x'ffffffff'::bigint
                        """)
                .param("lock", LOCK)
                .query((row, _) -> row.getLong("service_id"))
                .list();
    }

    /**
     * @param underWay services whose derivation may have read the incidents as they were before, and may conclude what would lead
     *     from the incidents to them: they are derived once more
     */
    private void route(List<Long> rows, List<Long> underWay) {
        jdbc.sql("""
                        with taken as (
                            delete from incident_due where id = any(:rows) returning incident_id
                        ), told as (
                            select distinct i.id, i.service_id
                              from taken t
                              join incident i on i.id = t.incident_id
                        ), %s
                        insert into derivation_due (service_id)
                        select service_id from affected
                         union
                        select id from service where id = any(:underWay)
                        """.formatted(IncidentServices.AFFECTED))
                .param("rows", rows.toArray(Long[]::new))
                .param("underWay", underWay.toArray(Long[]::new))
                .update();
    }

    @Override
    public Collection<Long> due() {
        List<Long> due = jdbc.sql("select service_id from derivation_due group by service_id order by min(id)")
                .query((row, number) -> row.getLong("service_id"))
                .list();
        List<Long> shuffled = new ArrayList<>(due);
        for (int from = 0; from < shuffled.size(); from += LONGEST_WAITING) {
            Collections.shuffle(shuffled.subList(from, Math.min(from + LONGEST_WAITING, shuffled.size())));
        }
        return shuffled;
    }

    @Override
    public Optional<Due> take(long service) {
        boolean isFree = jdbc.sql(
                        "select pg_try_advisory_xact_lock(:lock # hashtext(current_schema()), :service::integer)")
                .param("lock", LOCK)
                .param("service", service)
                .query(Boolean.class)
                .single();
        if (!isFree) {
            return Optional.empty();
        }
        settleIn();
        List<Due> rows = jdbc.sql(
                        "delete from derivation_due where service_id = :service returning shas, deployments, is_graph, is_full")
                .param("service", service)
                .query(PostgresDueServices::row)
                .list();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        DerivedNotice.send(jdbc);
        return Optional.of(Due.of(rows));
    }

    private static Due row(ResultSet row, int number) throws SQLException {
        Array deployments = row.getArray("deployments");
        return new Due(
                new HashSet<>(Arrays.asList((String[]) row.getArray("shas").getArray())),
                deployments == null ? null : Set.of((UUID[]) deployments.getArray()),
                row.getBoolean("is_graph"),
                row.getBoolean("is_full"));
    }

    @Override
    public void forgetIfGone(long service) {
        // whoever is about to name a repository like this holds the lock, and keeps the service
        jdbc.sql("""
                        with gone as (
                            delete from service
                             where id = :service
                               and position is null
                               and not exists (select from service_repository where service_id = :service)
                               and pg_try_advisory_xact_lock(hashtextextended('throughline.repository', hashtext(current_schema())))
                            returning id
                        ), options as (
                            delete from service_option where service_id in (select id from gone)
                        ), commits as (
                            delete from delivered_commit where service_id in (select id from gone)
                        )
                        delete from delivered_change where service_id in (select id from gone)
                        """).param("service", service).update();
        jdbc.sql("""
                        insert into derivation_due (service_id, is_full)
                        select id, true
                          from service
                         where id = :service
                           and position is null
                           and not exists (select from service_repository where service_id = :service)
                        """).param("service", service).update();
    }

    /** What the transaction derives can be derived again, so its commit need not wait for the disk. */
    private void settleIn() {
        jdbc.sql("select set_config('synchronous_commit', 'off', true)").query((ResultSet row) -> {});
    }

    @Override
    public List<String> settle() {
        return jdbc.sql("""
                        with open as (
                            select id, service_id
                              from service_change open
                             where after is null
                               and not exists (select from derivation_due due where due.service_id = open.service_id)
                               and not exists (select from delivery_state state
                                                 join delivery on delivery.id = state.id
                                                where state.status = 'pending' and delivery.event = 'push'
                                                  and delivery.received_at <= open.at)
                               for update skip locked
                        ), settled as (
                            update service_change changed
                               set after = five_values(service.name, changed.window_from, changed.window_until)
                              from open
                              left join service on service.id = open.service_id
                             where changed.id = open.id
                            returning changed.service, changed.before, changed.after
                        )
                        select settled.service || ': ' ||
                               coalesce(string_agg(value.key || ' ' || coalesce(value.value, 'none') || ' → '
                                                   || coalesce(settled.after ->> value.key, 'none'), ', ' order by value.key)
                                            filter (where value.value is distinct from settled.after ->> value.key),
                                        'no number is another') as line
                          from settled
                         cross join lateral jsonb_each_text(settled.before) value
                         group by settled.service
                         order by settled.service
                        """).query((row, number) -> row.getString("line")).list();
    }

    @Override
    public int everything() {
        return jdbc.sql("""
                        with due as (
                            insert into derivation_due (service_id, is_full) select id, true from service returning id
                        )
                        select count(*), pg_notify(:channel, '') from due
                        """)
                .param("channel", DueNotice.CHANNEL)
                .query((row, number) -> row.getInt("count"))
                .single();
    }

    @Override
    public Duration samplesBehind() {
        double seconds = jdbc.sql("""
                        select coalesce(extract(epoch from clock_timestamp() - min(due_at)), 0)
                          from (select due_at from derivation_due union all select due_at from incident_due) due
                        """).query(Double.class).single();
        return Duration.ofMillis(Math.max(seconds > 0 ? 1 : 0, Math.round(seconds * 1000)));
    }
}
