package dev.throughline.engine.ledger.postgres;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The patterns of what deploys services. They are matched here and not in the database, whose regular expressions are not quite the
 * same; what matched is kept with each deployment.
 */
final class ServicePatterns {

    private final JdbcClient jdbc;
    private final List<Pattern> patterns;

    private ServicePatterns(JdbcClient jdbc, List<Pattern> patterns) {
        this.jdbc = jdbc;
        this.patterns = patterns;
    }

    static ServicePatterns configured(JdbcClient jdbc) {
        return new ServicePatterns(
                jdbc,
                jdbc
                        .sql(
                                "select distinct deploys_pattern from service where deploys_pattern is not null order by deploys_pattern")
                        .query((row, _) -> Objects.requireNonNull(row.getString("deploys_pattern")))
                        .list()
                        .stream()
                        .map(Pattern::compile)
                        .toList());
    }

    /** Those that match a name as a whole. */
    List<String> matching(@Nullable String name) {
        return name == null
                ? List.of()
                : patterns.stream()
                        .filter(pattern -> pattern.matcher(name).matches())
                        .map(Pattern::pattern)
                        .toList();
    }

    /** Matches the stored deployments again. */
    void match() {
        List<String> names = jdbc.sql("select distinct read_name from deployment where read_name is not null")
                .query((row, _) -> Objects.requireNonNull(row.getString("read_name")))
                .list();
        jdbc.sql("""
                        update deployment
                           set matched = told.matched::text[]
                          from unnest(:names::text[], :matched::text[]) told (name, matched)
                         where deployment.read_name = told.name and deployment.matched <> told.matched::text[]
                        """)
                .param("names", Column.of(names, name -> name))
                .param("matched", Column.of(names, this::matching))
                .update();
    }
}
