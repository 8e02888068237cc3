package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Cut;
import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.postgres.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the database cuts a window, and its current time.
 *
 * @param now of the transaction
 */
record Calendar(Instant now, Cut cut) {

    private static final String CALENDAR = """
            select now() as now, edge.*
              from (select cast(:previous as timestamptz)
                           || case when cast(:interval as text) is null then metric_window(cast(:from as timestamptz), cast(:until as timestamptz))
                                   else bucket_edges(cast(:from as timestamptz), cast(:until as timestamptz), :interval, :timezone) end as edges
                    offset 0) window_
             cross join lateral (
                    select array_agg((extract(epoch from each.at) * 1000000)::bigint order by each.number) as micros,
                           array_agg(position.days order by each.number) as positions,
                           array_agg(extract(epoch from (each.at at time zone :timezone) - (each.at at time zone 'UTC'))::integer
                                     order by each.number) as offsets
                      from unnest(array_remove(window_.edges, null)) with ordinality each (at, number)
                     cross join lateral day_position(each.at, :timezone) position) edge
            """;

    /**
     * Asks for it.
     *
     * @param previous an earlier edge, before the window; null for none
     */
    static Calendar of(
            JdbcClient jdbc, Window window, @Nullable Instant previous, @Nullable Interval interval, Profile profile) {
        return jdbc.sql(CALENDAR)
                .param("previous", Instants.utcOrNull(previous))
                .param("from", Instants.utc(window.from()))
                .param("until", Instants.utc(window.until()))
                .param("interval", Question.word(interval, profile))
                .param("timezone", Question.name(window.zone()))
                .query((row, _) -> calendar(row, window.zone()))
                .single();
    }

    private static Calendar calendar(ResultSet row, ZoneId zone) throws SQLException {
        List<Instant> edges = Arrays.stream((Long[]) row.getArray("micros").getArray())
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                .toList();
        double[] positions = Arrays.stream((Double[]) row.getArray("positions").getArray())
                .mapToDouble(Double::doubleValue)
                .toArray();
        Integer[] offsets = (Integer[]) row.getArray("offsets").getArray();
        boolean isZoneKnown = IntStream.range(0, offsets.length)
                .allMatch(i -> zone.getRules().getOffset(edges.get(i)).getTotalSeconds() == offsets[i]);
        return new Calendar(Instants.of(row, "now"), new Cut(edges, positions, zone, isZoneKnown));
    }
}
