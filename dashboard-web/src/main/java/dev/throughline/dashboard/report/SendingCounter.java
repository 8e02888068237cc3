package dev.throughline.dashboard.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of each attempt to send a report. */
final class SendingCounter {

    private final MeterRegistry registry;

    SendingCounter(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param channel mail or webhook
     * @param outcome sent; failed, and it is tried again; refused, unclear or given_up, and it is not
     */
    void count(String channel, String outcome) {
        Counter.builder("throughline.reports")
                .description("Attempts to send a weekly report, by what became of them.")
                .tag("channel", channel)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}
