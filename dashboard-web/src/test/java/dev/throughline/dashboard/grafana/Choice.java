package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a reader chose on a board, which Grafana writes into its queries.
 *
 * @param from begin of the chosen time, {@code until} its end
 * @param services none for All
 * @param teams none for All
 * @param environment null for All
 * @param zone as Grafana names it: {@code utc}, or a time zone
 */
record Choice(
        String from,
        String until,
        List<String> services,
        List<String> teams,
        @Nullable String environment,
        String interval,
        String zone,
        String basis) {

    /** A query as it is sent. */
    String expand(Query query) {
        Map<String, String> meaning = Map.of(
                "$__timeFrom()",
                "'" + from + "'",
                "$__timeTo()",
                "'" + until + "'",
                "${service:sqlstring}",
                quoted(services),
                "${team:sqlstring}",
                quoted(teams),
                "${environment:sqlstring}",
                environment == null ? "null" : quoted(List.of(environment)),
                "${interval:sqlstring}",
                quoted(List.of(interval)),
                "${basis:sqlstring}",
                quoted(List.of(basis)),
                "${__timezone}",
                zone);
        String sql = query.sql();
        for (Map.Entry<String, String> macro : meaning.entrySet()) {
            sql = sql.replace(macro.getKey(), macro.getValue());
        }
        assertThat(sql).doesNotContain("$");
        return sql;
    }

    /** All is sent as the variable's own word for it. */
    private static String quoted(List<String> chosen) {
        return chosen.isEmpty()
                ? "null"
                : chosen.stream()
                        .map(value -> "'" + value.replace("'", "''") + "'")
                        .collect(Collectors.joining(","));
    }
}
