package dev.throughline.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RememberedMetricsTest {

    private static final Instant NOW = Instant.parse("2026-03-10T09:00:10Z");
    private static final Scope ALL = new Scope(List.of(), null);

    private final Counting counting = new Counting();
    private final Ticking clock = new Ticking();
    private String mark = "one";
    private final MetricsByService remembered = new RememberedMetrics(counting, () -> mark, clock);

    @Test
    void asksAgainWhenSamplesWereDerived() {
        ask(window());
        ask(window());
        assertThat(counting.asked).isEqualTo(1);

        mark = "two";
        ask(window());
        assertThat(counting.asked).isEqualTo(2);
    }

    @Test
    void takesWindowsThatEndNowForTheSameForAMinuteAndNoOthers() {
        ask(window());
        clock.now = NOW.plusSeconds(30);
        ask(window());
        assertThat(counting.asked).isEqualTo(1);

        clock.now = NOW.plusSeconds(70);
        ask(window());
        assertThat(counting.asked).isEqualTo(2);

        ask(new Window(NOW.minusSeconds(9_000), NOW.minusSeconds(3_000), ZoneOffset.UTC));
        ask(new Window(NOW.minusSeconds(9_000), NOW.minusSeconds(3_001), ZoneOffset.UTC));
        assertThat(counting.asked).isEqualTo(4);
    }

    @Test
    void tellsQuestionsApart() {
        ask(window());
        remembered.values(Metric.CHANGE_FAIL_RATE, ALL, window(), Basis.COMMIT, Profile.DORA);
        remembered.values(Metric.CHANGE_LEAD_TIME, ALL, window(), Basis.COMMIT, Profile.DORA);
        remembered.values(Metric.CHANGE_LEAD_TIME, ALL, window(), Basis.COMMIT, Profile.DORA);
        remembered.pooled(List.of(ALL), window(), null, Basis.MERGE, Profile.DORA);
        remembered.reports(ALL, window(), Interval.DAY, Basis.COMMIT, Profile.DORA);
        remembered.reports(ALL, window(), Interval.DAY, Basis.COMMIT, Profile.DORA);

        assertThat(counting.asked).isEqualTo(5);
    }

    @Test
    void asksOfFewServicesAnew() {
        Scope few = new Scope(List.of("api", "web"), null);
        for (int i = 0; i < 2; i++) {
            remembered.reports(few, window(), null, Basis.COMMIT, Profile.DORA);
            remembered.pooled(List.of(few), window(), null, Basis.COMMIT, Profile.DORA);
            remembered.values(Metric.CHANGE_FAIL_RATE, few, window(), Basis.COMMIT, Profile.DORA);
        }

        assertThat(counting.asked).isEqualTo(6);
    }

    @Test
    void remembersNoFailure() {
        counting.failure = new IllegalArgumentException("away");
        assertThatThrownBy(() -> ask(window())).isSameAs(counting.failure);

        counting.failure = null;
        ask(window());
        assertThat(counting.asked).isEqualTo(2);
    }

    private void ask(Window window) {
        assertThat(remembered.pooled(List.of(ALL), window, Interval.DAY, Basis.COMMIT, Profile.DORA))
                .isEmpty();
    }

    private Window window() {
        return Window.trailing(30, clock.now, ZoneOffset.UTC);
    }

    private static final class Ticking extends Clock {

        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class Counting implements MetricsByService {

        private int asked;
        private @Nullable RuntimeException failure;

        @Override
        public SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment) {
            return new TreeMap<>();
        }

        @Override
        public List<ServiceReport> reports(
                Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
            count();
            return List.of();
        }

        @Override
        public List<Trend> pooled(
                List<Scope> scopes, Window window, @Nullable Interval interval, Basis basis, Profile profile) {
            count();
            return List.of();
        }

        @Override
        public Map<String, Double> values(Metric metric, Scope scope, Window window, Basis basis, Profile profile) {
            count();
            return Map.of();
        }

        private void count() {
            asked++;
            if (failure != null) {
                throw failure;
            }
        }
    }
}
