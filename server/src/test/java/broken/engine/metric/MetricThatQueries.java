package broken.engine.metric;

import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Breaks: SQL is for postgres packages. */
@NullMarked
public record MetricThatQueries(JdbcClient jdbc) {}
