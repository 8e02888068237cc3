package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.collector.gauge.SourceUp;
import dev.throughline.collector.inbox.RefusalBook.Refused;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final Instant START = Instant.parse("2026-11-29T10:00:00Z");

    private final FakeBook book = new FakeBook();
    private final MovingClock clock = new MovingClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Refusals refusals = started();

    @Test
    void countsWhatIsRefusedInARow() {
        refuse(4);
        assertThat(gauge("throughline.source.refused.in.a.row", "fake")).isEqualTo(4);
        assertThat(gauge("throughline.source.refused.in.a.row", "other")).isZero();

        refusals.verified("fake");

        assertThat(gauge("throughline.source.refused.in.a.row", "fake")).isZero();
    }

    @Test
    void saysThatASourceIsUpOnceItIsHeardOf() {
        assertThat(gauge("throughline.source.up", "fake")).isNull();

        refuse(2);
        assertThat(gauge("throughline.source.up", "fake")).isEqualTo(1);
        refuse(1);
        assertThat(gauge("throughline.source.up", "fake")).isZero();
        refusals.verified("fake");
        assertThat(gauge("throughline.source.up", "fake")).isEqualTo(1);
        assertThat(gauge("throughline.source.up", "other")).isNull();
    }

    @Test
    void writesTheFirstAtOnceAndTheOthersOnceAMinute() {
        refusals.note();
        for (int second = 0; second < 120; second++) {
            refuse(50);
            refusals.note();
            clock.now = clock.now.plusSeconds(1);
        }
        assertThat(book.writes).hasSize(2);
        assertThat(book.writes.getFirst()).containsExactly(Map.entry("fake", new Refused(START, 50)));
        assertThat(book.writes.getLast()).containsExactly(Map.entry("fake", new Refused(START.plusSeconds(60), 3050)));

        clock.now = START.plus(Duration.ofMinutes(5));
        refusals.note();
        refusals.note();
        assertThat(book.writes).hasSize(3);
    }

    @Test
    void writesNothingWhileNothingIsRefused() {
        for (int i = 0; i < 200; i++) {
            refusals.verified("fake");
            refusals.note();
            clock.now = clock.now.plusSeconds(30);
        }
        assertThat(book.writes).isEmpty();
    }

    @Test
    void writesDownThatAStreakEnded() {
        refuse(5);
        refusals.note();
        refusals.verified("fake");
        clock.now = clock.now.plusSeconds(61);
        refusals.note();

        assertThat(book.writes.getLast()).containsExactly(Map.entry("fake", new Refused(START, 0)));
    }

    @Test
    void goesOnAfterARestart() {
        book.rows.put("fake", new Refused(START.minusSeconds(600), 7));
        book.rows.put("other", new Refused(null, 0));
        book.rows.put("gone", new Refused(START, 1));
        refuse(1);

        refusals.note();

        assertThat(gauge("throughline.source.refused.in.a.row", "fake")).isEqualTo(8);
        assertThat(gauge("throughline.source.up", "fake")).isZero();
        assertThat(gauge("throughline.source.up", "other")).isEqualTo(1);
        assertThat(refusals.seen()).containsExactly(Map.entry("fake", new Refused(START, 8)));
    }

    @Test
    void forgetsAnOldStreakThatHasEndedSince() {
        book.rows.put("fake", new Refused(START.minusSeconds(600), 7));
        refusals.verified("fake");

        refusals.note();

        assertThat(gauge("throughline.source.refused.in.a.row", "fake")).isZero();
        assertThat(gauge("throughline.source.up", "fake")).isEqualTo(1);
        assertThat(book.writes).containsExactly(Map.of("fake", new Refused(START.minusSeconds(600), 0)));
    }

    @Test
    void writesLaterWhatCannotBeWrittenNow() {
        refuse(3);
        book.isAway = true;
        assertThatThrownBy(refusals::note).hasMessage("away");
        book.isAway = false;

        refusals.note();

        assertThat(book.writes).containsExactly(Map.of("fake", new Refused(START, 3)));
    }

    @Test
    void leavesOutSourcesThatDoNotPostHere() {
        refusals.refused("nobody");
        refusals.verified("nobody");
        assertThat(refusals.seen()).isEmpty();
    }

    private Refusals started() {
        return new Refusals(() -> book, List.of("fake", "other"), new SourceUp(meters), meters, clock);
    }

    private void refuse(int times) {
        for (int i = 0; i < times; i++) {
            refusals.refused("fake");
        }
    }

    private @Nullable Double gauge(String name, String source) {
        Gauge gauge = meters.find(name).tag("source", source).gauge();
        return gauge == null ? null : gauge.value();
    }

    private static final class FakeBook implements RefusalBook {

        private final Map<String, Refused> rows = new HashMap<>();
        private final List<Map<String, Refused>> writes = new ArrayList<>();
        private boolean isAway;

        @Override
        public Map<String, Refused> read() {
            if (isAway) {
                throw new IllegalStateException("away");
            }
            return rows;
        }

        @Override
        public void write(Map<String, Refused> refused) {
            if (isAway) {
                throw new IllegalStateException("away");
            }
            writes.add(Map.copyOf(refused));
        }
    }

    private static final class MovingClock extends Clock {

        private Instant now = START;

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
