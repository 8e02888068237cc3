package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class InfluxTest {

    private final Watch watch = new Watch();
    private final Influx influx = new Influx(watch);

    @Test
    void isAFloodOnceAQuarterOfASecondBroughtManyDeliveries() {
        influx.add(100);
        assertThat(influx.isFlood()).isFalse();

        watch.passes(Duration.ofMillis(250));

        assertThat(influx.isFlood()).isTrue();
    }

    @Test
    void isNoFloodWhenAsManyArriveInALongerTime() {
        influx.add(100);

        watch.passes(Duration.ofSeconds(1));

        assertThat(influx.isFlood()).isFalse();
    }

    @Test
    void endsWithTheFirstQuarterOfASecondThatBringsFew() {
        influx.add(100);
        watch.passes(Duration.ofMillis(250));
        influx.add(3);
        watch.passes(Duration.ofMillis(250));

        assertThat(influx.isFlood()).isFalse();
    }

    private static final class Watch extends Clock {

        private Instant now = Instant.parse("2026-01-05T09:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
