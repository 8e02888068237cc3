package dev.throughline.dashboard.weekly;

import dev.throughline.dashboard.weekly.ReportBook.End;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the outcome of each attempt to send a report, starting from 0: otherwise the first failure would not show as a rate. */
final class SendingCounter {

    /** It is tried again. */
    private static final String FAILED = "failed";

    private final MeterRegistry registry;

    SendingCounter(MeterRegistry registry) {
        this.registry = registry;
        for (Channel channel : Channel.values()) {
            counter(channel, FAILED);
            for (End end : End.values()) {
                counter(channel, end.word());
            }
        }
    }

    /** An attempt was the last one. */
    void count(Channel channel, End end) {
        counter(channel, end.word()).increment();
    }

    /** An attempt failed, and there will be another. */
    void countFailed(Channel channel) {
        counter(channel, FAILED).increment();
    }

    private Counter counter(Channel channel, String outcome) {
        return Counter.builder("throughline.reports")
                .description("Attempts to send a weekly report, by what became of them.")
                .tag("channel", channel.word())
                .tag("outcome", outcome)
                .register(registry);
    }
}
