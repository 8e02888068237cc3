package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Distribution;
import dev.throughline.engine.metric.Snapshots;
import java.util.function.Function;

/** Has the functions of the database answer all queries. */
final class PostgresSnapshots implements Snapshots {

    private final RepeatableReads reads;
    private final Distribution distribution;

    PostgresSnapshots(RepeatableReads reads, Distribution distribution) {
        this.reads = reads;
        this.distribution = distribution;
    }

    @Override
    public <T> T ask(Function<Distribution, T> question) {
        return reads.read(() -> question.apply(distribution));
    }
}
