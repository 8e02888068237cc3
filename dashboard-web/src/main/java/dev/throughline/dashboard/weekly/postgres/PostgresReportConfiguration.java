package dev.throughline.dashboard.weekly.postgres;

import dev.throughline.dashboard.weekly.ReportBook;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Profile("web")
class PostgresReportConfiguration {

    @Bean
    ReportBook reportBook(JdbcClient jdbc) {
        return new PostgresReportBook(jdbc);
    }
}
