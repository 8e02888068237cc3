package dev.throughline.collector.backfill;

import dev.throughline.collector.gauge.SourceUp;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BackfillProperties.class, HistoryProperties.class})
class BackfillConfiguration {

    @Bean
    BackfillWorker backfillWorker(
            Histories histories,
            UnitBook units,
            ReadingBook readings,
            FilesBook files,
            HistoryDepot depot,
            AnswerCaches caches,
            ApiWitness witness,
            HistoryProperties properties,
            Clock clock) {
        return new BackfillWorker(
                histories, units, readings, files, depot, caches, witness, properties.quotaShare(), clock);
    }

    @Bean
    HistoryWatch historyWatch(
            Histories histories,
            HealingBook book,
            ApiGauges gauges,
            BackfillProperties begun,
            HistoryProperties properties,
            Clock clock) {
        return new HistoryWatch(
                histories,
                book,
                gauges,
                Duration.ofDays(properties.days()),
                properties.poll(),
                begun.backfill() == BackfillProperties.Mode.AUTO,
                clock);
    }

    @Bean
    ApiWitness apiWitness(ApiStates states, Clock clock) {
        return new ApiWitness(states, clock);
    }

    @Bean
    ApiGauges apiGauges(ApiStates states, Histories histories, SourceUp up, MeterRegistry registry) {
        return new ApiGauges(states, histories.sources(), up, registry);
    }

    @Bean
    @ConditionalOnProperty(name = "throughline.backfill", havingValue = "auto", matchIfMissing = true)
    HookWatcher hookWatcher(
            Histories histories,
            HookBook book,
            AnswerCaches caches,
            ApiWitness witness,
            HistoryProperties properties,
            @Value("${throughline.url:}") String url,
            Clock clock) {
        var settings = new HookWatcher.Settings(properties.poll(), properties.quotaShare(), url.isBlank() ? null : url);
        return new HookWatcher(histories, book, caches, witness, settings, clock);
    }
}
