package dev.throughline.collector.inbox.postgres;

import dev.throughline.collector.inbox.Deliveries;
import dev.throughline.collector.inbox.NewDelivery;
import dev.throughline.collector.inbox.Settlement;
import dev.throughline.collector.inbox.StoredDelivery;
import dev.throughline.collector.source.Headers;
import dev.throughline.engine.postgres.Instants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code delivery} and {@code delivery_state}. */
final class PostgresDeliveries implements Deliveries {

    /** Total size of bodies that are inflated at the same time; a single one may be larger. */
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final String INSERT = """
            with stored as (
                insert into delivery (source, delivery, event, content_type, headers, received_at, bytes, body)
                select *
                  from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::integer[], ?::bytea[])
                    on conflict (source, delivery) do nothing
                returning id, source, delivery
            ), noted as (
                insert into delivery_state (id) select id from stored
            )
            select source, delivery from stored
            """;

    private static final String SETTLE = """
            with settled as (
                select *
                  from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::integer[], ?::text[], ?::text[])
                       as told (id, status, reason, field, error, facts, delay, repository, outcome)
            ), heard as (
                insert into source_activity as known (source, last_received_at)
                select delivery.source, max(delivery.received_at)
                  from settled
                  join delivery using (id)
                 group by delivery.source
                 order by delivery.source        -- so that two workers never wait for each other
                    on conflict (source) do update
                   set last_received_at = excluded.last_received_at
                 where excluded.last_received_at > known.last_received_at
            )
            update delivery_state state
               set status   = settled.status,
                   reason   = settled.reason,
                   field    = settled.field,
                   error    = settled.error,
                   facts    = settled.facts,
                   repository = settled.repository,
                   outcome  = settled.outcome,
                   attempts = state.attempts + 1,
                   due_at   = case when settled.delay is null then state.due_at
                                   else now() + make_interval(secs => settled.delay) end
              from settled
             where state.id = settled.id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    PostgresDeliveries(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    @Override
    public List<Boolean> insert(List<NewDelivery> deliveries) {
        Set<Key> inserted = new HashSet<>(template.query(
                connection -> {
                    Arguments arguments = new Arguments(connection, INSERT);
                    arguments.add("text", deliveries, NewDelivery::source);
                    arguments.add("text", deliveries, NewDelivery::key);
                    arguments.add("text", deliveries, NewDelivery::event);
                    arguments.add("text", deliveries, NewDelivery::contentType);
                    arguments.add(
                            "text", deliveries, delivery -> delivery.headers().lines());
                    arguments.add(
                            "text",
                            deliveries,
                            delivery -> delivery.receivedAt().toString());
                    arguments.add("integer", deliveries, NewDelivery::bytes);
                    arguments.addBytes(
                            deliveries.stream().map(NewDelivery::deflated).toArray(byte[][]::new));
                    return arguments.statement;
                },
                (row, i) -> new Key(row.getString("source"), row.getString("delivery"))));
        // if two in a list have the same key, the first is the new one
        return deliveries.stream()
                .map(delivery -> inserted.remove(new Key(delivery.source(), delivery.key())))
                .toList();
    }

    @Override
    public void announce() {
        template.execute("select pg_notify('" + Announcements.CHANNEL + "', '')");
    }

    @Override
    public List<StoredDelivery> claim(int limit) {
        record Claimed(long id, long bytes) {}
        // a worker's results can be derived again from the delivery, so its commits need not wait for the disk
        template.execute("set local synchronous_commit = off");
        List<Claimed> claimed = jdbc.sql("""
                        with claimed as (
                            select id
                              from delivery_state
                             where status = 'pending' and due_at <= now()
                             order by due_at, id
                             limit :limit
                               for update skip locked
                        )
                        select id, (select bytes from delivery where delivery.id = claimed.id) as bytes from claimed
                        """)
                .param("limit", limit)
                .query((row, i) -> new Claimed(row.getLong("id"), row.getLong("bytes")))
                .list();
        return bodies(claimed, Claimed::id, Claimed::bytes);
    }

    /** The first of them, as many as their bodies allow, and at least one. */
    private <T> List<StoredDelivery> bodies(List<T> all, ToLongFunction<T> id, ToLongFunction<T> size) {
        List<Long> ids = new ArrayList<>();
        long bytes = 0;
        for (T one : all) {
            bytes += size.applyAsLong(one);
            if (!ids.isEmpty() && bytes > MOST_BYTES) {
                break;
            }
            ids.add(id.applyAsLong(one));
        }
        return ids.isEmpty() ? List.of() : bodies(ids);
    }

    private List<StoredDelivery> bodies(List<Long> ids) {
        return jdbc.sql("""
                        select id, source, delivery, event, content_type, headers, received_at, bytes, attempts, body
                          from delivery
                          join delivery_state using (id)
                         where id = any(:ids)
                         order by id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query(PostgresDeliveries::stored)
                .list();
    }

    @Override
    public Optional<StoredDelivery> claim(long id) {
        return jdbc.sql("""
                        select id, source, delivery, event, content_type, headers, received_at, bytes, attempts, body
                          from delivery_state state
                          join delivery using (id)
                         where id = :id and status = 'pending'
                           for update of state skip locked
                        """).param("id", id).query(PostgresDeliveries::stored).optional();
    }

    @Override
    public Optional<StoredDelivery> find(long id) {
        return bodies(List.of(id)).stream().findFirst();
    }

    @Override
    public List<StoredDelivery> after(long id, int limit) {
        record Found(long id, long bytes) {}
        List<Found> found = jdbc.sql("select id, bytes from delivery where id > :id order by id limit :limit")
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> new Found(row.getLong("id"), row.getLong("bytes")))
                .list();
        return bodies(found, Found::id, Found::bytes);
    }

    @Override
    public long count() {
        return jdbc.sql("select count(*) from delivery").query(Long.class).single();
    }

    private static StoredDelivery stored(ResultSet row, int i) throws SQLException {
        return new StoredDelivery(
                row.getLong("id"),
                row.getString("source"),
                row.getString("delivery"),
                row.getString("event"),
                row.getString("content_type"),
                Headers.ofLines(row.getString("headers")),
                Instants.of(row, "received_at"),
                row.getInt("bytes"),
                row.getBytes("body"),
                row.getInt("attempts"));
    }

    @Override
    public void settle(List<? extends Settlement> settlements) {
        List<Row> rows = settlements.stream().map(Row::of).toList();
        template.update(connection -> {
            Arguments arguments = new Arguments(connection, SETTLE);
            arguments.add("bigint", rows, Row::id);
            arguments.add("text", rows, Row::status);
            arguments.add("text", rows, Row::reason);
            arguments.add("text", rows, Row::field);
            arguments.add("text", rows, Row::error);
            arguments.add("integer", rows, Row::facts);
            arguments.add("integer", rows, Row::delay);
            arguments.add("text", rows, Row::repository);
            arguments.add("text", rows, Row::outcome);
            return arguments.statement;
        });
    }

    private record Key(String source, String delivery) {}

    private record Row(
            long id,
            String status,
            @Nullable String reason,
            @Nullable String field,
            @Nullable String error,
            @Nullable Integer facts,
            @Nullable Integer delay,
            @Nullable String repository,
            @Nullable String outcome) {

        static Row of(Settlement settlement) {
            return switch (settlement) {
                case Settlement.Processed it ->
                    new Row(
                            it.id(),
                            "processed",
                            null,
                            null,
                            null,
                            it.facts(),
                            null,
                            it.gist().repository(),
                            it.gist().line());
                case Settlement.Ignored it -> new Row(it.id(), "ignored", it.reason(), null, null, 0, null, null, null);
                case Settlement.Malformed it ->
                    new Row(it.id(), "malformed", it.detail(), it.field(), null, 0, null, null, null);
                case Settlement.Postponed it ->
                    new Row(
                            it.id(),
                            "pending",
                            null,
                            null,
                            it.error(),
                            null,
                            (int) it.delay().toSeconds(),
                            null,
                            null);
                case Settlement.Failed it -> new Row(it.id(), "failed", null, null, it.error(), null, null, null, null);
            };
        }
    }

    /** Sets the arguments of a statement in order, a column of values each. */
    private static final class Arguments {

        private final Connection connection;
        private final PreparedStatement statement;
        private int count;

        Arguments(Connection connection, String sql) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement(sql);
        }

        <T> void add(String type, List<T> rows, Function<T, @Nullable Object> value) throws SQLException {
            statement.setArray(
                    ++count,
                    connection.createArrayOf(type, rows.stream().map(value).toArray()));
        }

        void addBytes(byte[][] values) throws SQLException {
            statement.setArray(++count, connection.createArrayOf("bytea", values));
        }
    }
}
