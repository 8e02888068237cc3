package dev.throughline.collector.history;

import io.micrometer.core.instrument.MeterRegistry;
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
            ApiWitness witness,
            BackfillProperties properties,
            Clock clock) {
        return new BackfillWorker(
                histories, book, depot, caches, witness, properties.history().quotaShare(), clock);
    }

    @Bean
    HistoryWatch historyWatch(
            Histories histories, HealingBook book, ApiGauges gauges, BackfillProperties properties, Clock clock) {
        return new HistoryWatch(
                histories,
                book,
                gauges,
                Duration.ofDays(properties.history().days()),
                properties.history().poll(),
                properties.backfill() == BackfillProperties.Mode.AUTO,
                clock);
    }

    @Bean
    ApiWitness apiWitness(ApiStates states, Clock clock) {
        return new ApiWitness(states, clock);
    }

    @Bean
    ApiGauges apiGauges(ApiStates states, Histories histories, MeterRegistry registry) {
        return new ApiGauges(states, histories.sources(), registry);
    }

    @Bean
    @ConditionalOnProperty(name = "throughline.backfill", havingValue = "auto", matchIfMissing = true)
    HookWatcher hookWatcher(
            Histories histories,
            HookBook book,
            AnswerCaches caches,
            ApiWitness witness,
            BackfillProperties properties,
            Clock clock) {
        BackfillProperties.Limits limits = properties.history();
        var settings = new HookWatcher.Settings(limits.poll(), limits.quotaShare(), properties.url());
        return new HookWatcher(histories, book, caches, witness, settings, clock);
    }
}
