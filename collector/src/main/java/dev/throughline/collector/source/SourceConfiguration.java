package dev.throughline.collector.source;

import dev.throughline.collector.backfill.Histories;
import dev.throughline.collector.backfill.Histories.Connected;
import dev.throughline.collector.source.SourceKind.Surroundings;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.ledger.SourceLedger;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Catalog.class)
class SourceConfiguration {

    @Bean
    Sources sources(Environment environment) {
        return Sources.configured(environment);
    }

    /** @param beans what reads deliveries and has no kind, because it is not configured */
    @Bean
    @Profile("collector")
    Normalizers normalizers(
            List<Normalizer> beans,
            Sources sources,
            Environment environment,
            Validator validator,
            Catalog catalog,
            Clock clock) {
        List<Source> open = sources.open(
                Binder.get(environment),
                new ValidationBindHandler(new SpringValidatorAdapter(validator)),
                new Surroundings(catalog, clock));
        return new Normalizers(Stream.concat(beans.stream(), open.stream()).toList());
    }

    @Bean
    @Profile("collector")
    SourceStart sourceStart(Normalizers sources, SourceLedger ledger) {
        return new SourceStart(sources, ledger);
    }

    @Bean
    @Profile("collector")
    Histories histories(Normalizers normalizers, Sources sources) {
        Map<String, Connected> connected = new HashMap<>();
        for (Source source : normalizers.sources()) {
            source.history()
                    .ifPresent(history -> connected.put(
                            source.name(), new Connected(source.traits().name(), history)));
        }
        return new Histories(connected, sources.withHistory());
    }
}
