package dev.throughline.dashboard.report;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** Counts what became of each attempt to send a report, from 0 on: else nobody would see the first failure as a rate. */
final class SendingCounter {

    private static final List<String> CHANNELS = List.of("mail", "webhook");
    private static final List<String> OUTCOMES = List.of("sent", "failed", "refused", "unclear", "given_up");

    private final MeterRegistry registry;

    SendingCounter(MeterRegistry registry) {
        this.registry = registry;
        for (String channel : CHANNELS) {
            OUTCOMES.forEach(outcome -> counter(channel, outcome));
        }
    }

    /**
     * @param channel mail or webhook
     * @param outcome sent; failed, and it is tried again; refused, unclear or given_up, and it is not
     */
    void count(String channel, String outcome) {
        counter(channel, outcome).increment();
    }

    private Counter counter(String channel, String outcome) {
        return Counter.builder("throughline.reports")
                .description("Attempts to send a weekly report, by what became of them.")
                .tag("channel", channel)
                .tag("outcome", outcome)
                .register(registry);
    }
}
