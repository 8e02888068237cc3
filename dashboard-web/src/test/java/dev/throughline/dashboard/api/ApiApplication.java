package dev.throughline.dashboard.api;

import dev.throughline.dashboard.source.ConnectedSources;
import dev.throughline.dashboard.verdict.VerdictDesk;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.sample.Recompute;
import dev.throughline.engine.verdict.VerdictBook;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The REST API, its errors and its document, without the pages and without the collector. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({
    "dev.throughline.dashboard.api",
    "dev.throughline.dashboard.problem",
    "dev.throughline.engine.metric",
    "dev.throughline.engine.history",
    "dev.throughline.engine.verdict"
})
public class ApiApplication {

    public static final String SNAKE_CASE = "spring.jackson.property-naming-strategy=SNAKE_CASE";

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Nothing derives here. */
    @Bean
    Recompute recompute() {
        return () -> 0;
    }

    /** So nothing is worth waiting for. */
    @Bean
    VerdictDesk verdictDesk(VerdictBook book, Clock clock) {
        return new VerdictDesk(book, clock, Duration.ZERO);
    }

    @Bean
    ConnectedSources sources() {
        return new FakeSources();
    }

    @Bean
    DataSource dataSource() {
        return TestDatabase.create();
    }
}
