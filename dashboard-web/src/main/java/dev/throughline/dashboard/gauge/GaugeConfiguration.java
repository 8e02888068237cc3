package dev.throughline.dashboard.gauge;

import dev.throughline.engine.history.Incidents;
import dev.throughline.engine.metric.MetricsByService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration
@Profile("web")
@EnableConfigurationProperties(GaugeProperties.class)
class GaugeConfiguration {

    @Bean
    ServiceGauges serviceGauges(MeterRegistry registry) {
        return new ServiceGauges(registry);
    }

    @Bean
    GaugeRefresh gaugeRefresh(
            MetricsByService metrics,
            Incidents incidents,
            ServiceGauges gauges,
            GaugeProperties settings,
            MeterRegistry registry,
            Clock clock) {
        return new GaugeRefresh(metrics, incidents::countUnmapped, gauges, settings.interval(), registry, clock);
    }
}
