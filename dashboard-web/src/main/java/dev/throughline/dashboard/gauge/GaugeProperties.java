package dev.throughline.dashboard.gauge;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the gauges are refreshed.
 *
 * @param interval pause between two refreshes; at least nine times what the last one took is kept, whatever it says
 */
@Validated
@ConfigurationProperties("throughline.gauges")
record GaugeProperties(
        @DefaultValue("15s") @DurationMin(seconds = 1) Duration interval) {}
