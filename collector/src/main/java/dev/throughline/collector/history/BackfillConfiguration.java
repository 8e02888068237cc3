package dev.throughline.collector.history;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BackfillProperties.class)
class BackfillConfiguration {

    @Bean
    BackfillWorker backfillWorker(
            Histories histories,
            BackfillBook book,
            HistoryDepot depot,
            AnswerCaches caches,
            BackfillProperties properties,
            Clock clock) {
        return new BackfillWorker(
                histories, book, depot, caches, properties.history().quotaShare(), clock);
    }

    @Bean
    @ConditionalOnProperty(name = "throughline.backfill", havingValue = "auto", matchIfMissing = true)
    HistoryWatch historyWatch(Histories histories, HealingBook book, BackfillProperties properties, Clock clock) {
        return new HistoryWatch(
                histories, book, Duration.ofDays(properties.history().days()), clock);
    }
}
