package dev.throughline.server.setup;

import dev.throughline.collector.backfill.Backfill;
import dev.throughline.collector.backfill.BackfillBook;
import dev.throughline.collector.backfill.Histories;
import dev.throughline.dashboard.source.PastReading;
import dev.throughline.dashboard.source.SourceHistory;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;

/** Shows the newest backfills of a source to readers. */
final class PastReadings {

    private static final int BACKFILLS = 20;
    private static final int SHOWN = 30;

    private final BackfillBook book;
    private final ObjectProvider<Histories> histories;

    /** @param histories none in a process that asks no API */
    PastReadings(BackfillBook book, ObjectProvider<Histories> histories) {
        this.book = book;
        this.histories = histories;
    }

    SourceHistory of(String source, String tokenVariable) {
        Histories known = histories.getIfAvailable();
        List<PastReading> readings = book.newest(BACKFILLS).stream()
                .filter(backfill -> backfill.source().equals(source))
                .flatMap(PastReadings::readings)
                .limit(SHOWN)
                .toList();
        return new SourceHistory(
                tokenVariable, known != null && known.find(source).isPresent(), readings);
    }

    private static Stream<PastReading> readings(Backfill backfill) {
        return backfill.repositories().stream()
                .map(one -> new PastReading(
                        one.repository(),
                        one.state(),
                        one.detail(),
                        one.resumesAt(),
                        one.read().deployments(),
                        one.read().changes(),
                        one.read().incidents(),
                        one.read().commits(),
                        one.expected()));
    }
}
