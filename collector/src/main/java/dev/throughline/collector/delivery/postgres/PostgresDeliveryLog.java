package dev.throughline.collector.delivery.postgres;

import dev.throughline.collector.delivery.DeliveryFilter;
import dev.throughline.collector.delivery.DeliveryItem;
import dev.throughline.collector.delivery.DeliveryLog;
import dev.throughline.collector.delivery.InboxStatus;
import dev.throughline.collector.inbox.postgres.Announcements;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code delivery} and {@code delivery_state}, but never a body. */
final class PostgresDeliveryLog implements DeliveryLog {

    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final String COLUMNS =
            "id, source, delivery, event, received_at, bytes, status, reason, field, attempts, error, facts, repository, outcome";

    /** The state of a delivery that is to be read again. */
    private static final String AS_NEW =
            "status = 'pending', attempts = 0, due_at = now(), reason = null, field = null, error = null, facts = null, repository = null, outcome = null";

    private final JdbcClient jdbc;
    private final boolean isGraphFetched;
    private final DeliveryCounts counts;

    /** @param isGraphFetched whether fetches of the commit graph are waited for and shown */
    PostgresDeliveryLog(JdbcClient jdbc, boolean isGraphFetched) {
        this.jdbc = jdbc;
        this.isGraphFetched = isGraphFetched;
        this.counts = new DeliveryCounts(jdbc);
    }

    @Override
    public List<DeliveryItem> list(DeliveryFilter filter, @Nullable Long before, int limit) {
        Condition condition = new Condition(filter);
        String sql = "select " + COLUMNS + " from delivery join delivery_state using (id) where true"
                + condition.sql()
                + (before == null ? "" : " and delivery.id < :before and delivery_state.id < :before")
                + " order by id desc limit :limit";
        return jdbc.sql(sql)
                .params(condition.parameters())
                .param("before", before)
                .param("limit", limit)
                .query(PostgresDeliveryLog::item)
                .list();
    }

    @Override
    public InboxStatus.Counts since(Instant from) {
        return DeliveryCounts.of(jdbc.sql("""
                        select status, count(*) as n
                          from delivery
                          join delivery_state using (id)
                         where received_at >= :from
                         group by status
                        """).param("from", Instants.utc(from)));
    }

    @Override
    public Optional<Instant> oldestPending() {
        return jdbc.sql("""
                        select min(received_at) as oldest
                          from (select id from delivery_state where status = 'pending' order by due_at, id limit 1000) waiting
                          join delivery using (id)
                        having min(received_at) is not null
                        """).query((row, _) -> Instants.of(row, "oldest")).optional();
    }

    @Override
    public List<String> events() {
        return jdbc.sql("""
                        select distinct event
                          from (select event from delivery order by id desc limit 5000) latest
                         where event <> ''
                         order by event
                         limit 200
                        """).query((row, _) -> row.getString("event")).list();
    }

    @Override
    public Optional<DeliveryItem> find(String id) {
        return id(id).flatMap(found -> jdbc.sql(
                        "select " + COLUMNS + " from delivery join delivery_state using (id) where id = :id")
                .param("id", found)
                .query(PostgresDeliveryLog::item)
                .optional());
    }

    @Override
    public Optional<DeliveryItem> replay(String id) {
        Optional<DeliveryItem> replayed = id(id).flatMap(found -> jdbc.sql("""
                        with delivery_state as (
                            update delivery_state
                               set %s
                             where id = :id
                            returning *
                        )
                        select %s from delivery join delivery_state using (id)
                        """.formatted(AS_NEW, COLUMNS))
                .param("id", found)
                .query(PostgresDeliveryLog::item)
                .optional());
        if (replayed.isPresent()) {
            jdbc.sql("select pg_notify('" + Announcements.CHANNEL + "', '')")
                    .query((row, i) -> i)
                    .list();
        }
        return replayed;
    }

    @Override
    public int replay(DeliveryFilter filter) {
        Condition condition = new Condition(filter);
        return jdbc.sql("""
                        with replayed as (
                            update delivery_state
                               set %s
                              from delivery
                             where delivery.id = delivery_state.id%s
                            returning delivery.id
                        )
                        select count(*), pg_notify('%s', '') from replayed
                        """.formatted(AS_NEW, condition.sql(), Announcements.CHANNEL))
                .params(condition.parameters())
                .query((row, number) -> row.getInt("count"))
                .single();
    }

    /** Our own id wins over a sender's that looks like one. */
    private Optional<Long> id(String id) {
        Optional<Long> own = ID.matcher(id).matches()
                ? jdbc.sql("select id from delivery where id = :id")
                        .param("id", Long.valueOf(id))
                        .query(Long.class)
                        .optional()
                : Optional.empty();
        return own.isPresent() || id.indexOf('\0') >= 0 ? own : bySender(id);
    }

    /** The key is unique per source: steps from source to source along that index, because there are few of them. */
    private Optional<Long> bySender(String key) {
        return jdbc.sql("""
                        with recursive known (source) as (
                            (select source from delivery order by source limit 1)
                            union all
                            select (select source from delivery where source > known.source order by source limit 1)
                              from known
                             where known.source is not null)
                        select delivery.id
                          from known
                          join delivery on delivery.source = known.source and delivery.delivery = :key
                         order by delivery.id desc
                         limit 1
                        """).param("key", key).query(Long.class).optional();
    }

    @Override
    public InboxStatus status() {
        // in this order: what is no longer pending is either in the numbers or still due
        InboxStatus.Counts deliveries = counts.get();
        List<InboxStatus.Fetch> graph = isGraphFetched ? graph() : null;
        double behind = Math.max(isGraphFetched ? graphBehind() : 0, samplesBehind());
        return new InboxStatus(deliveries, behind, graph);
    }

    private double samplesBehind() {
        return jdbc.sql("""
                        select coalesce(greatest(0.001, extract(epoch from clock_timestamp() - least(
                                   (select due_at from derivation_due order by id limit 1),
                                   (select min(due_at) from incident_due)))), 0)::float8
                         where exists (select from derivation_due) or exists (select from incident_due)
                        """).query(Double.class).optional().orElse(0.0);
    }

    /** Fetches that are due or under way; one that failed is neither until its next try. */
    private double graphBehind() {
        return jdbc.sql("""
                        select coalesce(max(greatest(0.001, extract(epoch from clock_timestamp() - due_at))), 0)::float8
                          from git_fetch
                         where state = 'waiting' or due_at <= now() or taken_until > now()
                        """).query(Double.class).single();
    }

    private List<InboxStatus.Fetch> graph() {
        return jdbc.sql("""
                        select shown_name(r) as name, f.state, f.detail, f.fetched_at, f.commits, f.bytes, f.seconds
                          from git_fetch f
                          join repository r on r.id = f.repository_id
                         order by 1, r.id
                        """).query(PostgresDeliveryLog::fetch).list();
    }

    private static InboxStatus.Fetch fetch(ResultSet row, int i) throws SQLException {
        return new InboxStatus.Fetch(
                row.getString("name"),
                row.getString("state"),
                row.getString("detail"),
                Instants.orNull(row, "fetched_at"),
                row.getObject("commits", Long.class),
                row.getObject("bytes", Long.class),
                row.getObject("seconds", Double.class));
    }

    /** The conditions of a filter, to follow the word "where" and a condition. */
    private record Condition(DeliveryFilter filter) {

        String sql() {
            return (filter.source() == null ? "" : " and delivery.source = :source")
                    + (filter.event() == null ? "" : " and delivery.event = :event")
                    + (filter.status() == null ? "" : " and delivery_state.status = :status")
                    + (filter.search() == null
                            ? ""
                            : " and (lower(delivery_state.repository) like :start or delivery.delivery = :search or delivery.id = :id)");
        }

        Map<String, @Nullable Object> parameters() {
            Map<String, @Nullable Object> parameters = new HashMap<>();
            String search = filter.search();
            parameters.put("source", filter.source());
            parameters.put("event", filter.event());
            parameters.put("status", filter.status());
            parameters.put("search", search);
            parameters.put(
                    "start",
                    search == null ? null : search.toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0") + "%");
            parameters.put("id", search != null && ID.matcher(search).matches() ? Long.valueOf(search) : null);
            return parameters;
        }
    }

    private static DeliveryItem item(ResultSet row, int i) throws SQLException {
        return new DeliveryItem(
                row.getString("id"),
                row.getString("source"),
                row.getString("delivery"),
                row.getString("event"),
                Instants.of(row, "received_at"),
                row.getInt("bytes"),
                row.getString("status"),
                row.getString("reason"),
                row.getString("field"),
                row.getInt("attempts"),
                row.getString("error"),
                row.getObject("facts", Integer.class),
                row.getString("repository"),
                row.getString("outcome"));
    }
}
