package dev.throughline.collector.source;

import dev.throughline.engine.ledger.SourceLedger;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Profile("collector")
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

    @Bean
    SourceStart sourceStart(List<Normalizer> sources, SourceLedger ledger) {
        return new SourceStart(sources, ledger);
    }
}
