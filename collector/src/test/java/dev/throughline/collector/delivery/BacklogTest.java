package dev.throughline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Backlog backlog = new Backlog(this::status, meters);
    private @Nullable InboxStatus status;

    @Test
    void tellsWhatIsNotInTheNumbers() {
        status = new InboxStatus(new InboxStatus.Counts(14, 4, 3, 0, 5, 2), 61.5);

        backlog.look();

        assertThat(gauge("throughline.deliveries.pending")).isEqualTo(5);
        assertThat(gauge("throughline.deliveries.failed")).isEqualTo(2);
        assertThat(gauge("throughline.samples.behind")).isEqualTo(61.5);
    }

    @Test
    void tellsNothingBeforeItLookedAndWhileItCannot() {
        assertThat(gauge("throughline.deliveries.pending")).isNaN();
        status = new InboxStatus(new InboxStatus.Counts(0, 0, 0, 0, 0, 0), 0);
        backlog.look();
        assertThat(gauge("throughline.samples.behind")).isZero();

        status = null;

        assertThatThrownBy(backlog::look).isInstanceOf(IllegalStateException.class);
        assertThat(gauge("throughline.deliveries.pending")).isNaN();
        assertThat(gauge("throughline.samples.behind")).isNaN();
    }

    private InboxStatus status() {
        InboxStatus known = status;
        if (known == null) {
            throw new IllegalStateException("the database is away");
        }
        return known;
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
