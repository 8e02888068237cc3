package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.DeliveryItem;
import dev.throughline.collector.inbox.DeliveryLog;
import dev.throughline.collector.inbox.InboxStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks into the tables {@code delivery} and {@code delivery_state}, never at a body. */
final class PostgresDeliveryLog implements DeliveryLog {

    private static final Pattern ID = Pattern.compile("\\d{1,18}");
    private static final String COLUMNS =
            "id, source, delivery, event, received_at, bytes, status, reason, field, attempts, error, facts";

    /** The state of a delivery that is to be read once more. */
    private static final String AS_NEW =
            "status = 'pending', attempts = 0, due_at = now(), reason = null, field = null, error = null, facts = null";

    private final JdbcClient jdbc;
    private final boolean isGraphFetched;
    private final DeliveryCounts counts;

    /** @param isGraphFetched whether a fetch of the commit graph is waited for and shown */
    PostgresDeliveryLog(JdbcClient jdbc, boolean isGraphFetched) {
        this.jdbc = jdbc;
        this.isGraphFetched = isGraphFetched;
        this.counts = new DeliveryCounts(jdbc);
    }

    @Override
    public List<DeliveryItem> list(@Nullable String source, @Nullable String status, @Nullable Long before, int limit) {
        String sql = "select " + COLUMNS + " from delivery join delivery_state using (id) where true"
                + (source == null ? "" : " and source = :source")
                + (status == null ? "" : " and status = :status")
                + (before == null ? "" : " and delivery.id < :before and delivery_state.id < :before")
                + " order by id desc limit :limit";
        JdbcClient.StatementSpec statement = jdbc.sql(sql).param("limit", limit);
        statement = source == null ? statement : statement.param("source", source);
        statement = status == null ? statement : statement.param("status", status);
        statement = before == null ? statement : statement.param("before", before);
        return statement.query(PostgresDeliveryLog::item).list();
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
    public int replayAll() {
        return jdbc.sql("""
                        with replayed as (
                            update delivery_state
                               set %s
                            returning id
                        )
                        select count(*), pg_notify('%s', '') from replayed
                        """.formatted(AS_NEW, Announcements.CHANNEL))
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

    /** The key is unique per source: steps from source to source along that index, for there are few of them. */
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
        OffsetDateTime fetchedAt = row.getObject("fetched_at", OffsetDateTime.class);
        return new InboxStatus.Fetch(
                row.getString("name"),
                row.getString("state"),
                row.getString("detail"),
                fetchedAt == null ? null : fetchedAt.toInstant(),
                row.getObject("commits", Long.class),
                row.getObject("bytes", Long.class),
                row.getObject("seconds", Double.class));
    }

    private static DeliveryItem item(ResultSet row, int i) throws SQLException {
        return new DeliveryItem(
                row.getString("id"),
                row.getString("source"),
                row.getString("delivery"),
                row.getString("event"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getInt("bytes"),
                row.getString("status"),
                row.getString("reason"),
                row.getString("field"),
                row.getInt("attempts"),
                row.getString("error"),
                row.getObject("facts", Integer.class));
    }
}
