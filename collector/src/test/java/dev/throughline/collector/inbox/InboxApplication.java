package dev.throughline.collector.inbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.ledger.SourceLedger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The inbox and its sources alone, on a real web server and a real database. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan({
    "dev.throughline.collector.delivery",
    "dev.throughline.collector.inbox",
    "dev.throughline.collector.problem",
    "dev.throughline.collector.source"
})
class InboxApplication {

    @Bean
    DataSource dataSource() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(TestDatabase.create());
        config.setConnectionTimeout(1000);
        return new HikariDataSource(config);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MeterRegistry meterRegistry() {
        return new SimpleMeterRegistry();
    }

    @Bean
    FakeLedger ledger(DataSource dataSource) {
        return new FakeLedger(dataSource);
    }

    @Bean
    SourceLedger sourceLedger() {
        return sources -> {};
    }

    @Bean
    FakeSource fakeSource() {
        return new FakeSource();
    }

    @Bean
    FakeSource fakeSourceInHaste() {
        return FakeSource.inHaste();
    }
}
