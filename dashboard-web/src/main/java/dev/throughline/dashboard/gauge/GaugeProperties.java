package dev.throughline.dashboard.gauge;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the gauges are refreshed.
 *
 * @param interval pause between two refreshes; always at least nine times as long as the last one took
 */
@Validated
@ConfigurationProperties("throughline.gauges")
record GaugeProperties(
        @DefaultValue("15s") @DurationMin(seconds = 1) Duration interval) {}
