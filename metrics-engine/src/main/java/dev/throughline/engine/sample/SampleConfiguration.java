package dev.throughline.engine.sample;

import dev.throughline.engine.option.OptionsByService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.transaction.support.TransactionOperations;

@Configuration
@Profile("engine")
class SampleConfiguration {

    @Bean
    SampleKeeper sampleKeeper(
            TransactionOperations transactions,
            DueServices due,
            SampleStore store,
            DerivedOptions derived,
            OptionsByService options,
            Clock clock,
            MeterRegistry meters) {
        return new SampleKeeper(transactions, due, store, derived, options, clock, meters);
    }

    @Bean
    SampleWorker sampleWorker(SampleKeeper keeper, WakeUp wakeUp) {
        return new SampleWorker(keeper, wakeUp);
    }
}
