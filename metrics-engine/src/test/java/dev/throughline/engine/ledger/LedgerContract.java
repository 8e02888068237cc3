package dev.throughline.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Fact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What every ledger must do: any order, any number and any grouping of deliveries leaves the same rows. */
public abstract class LedgerContract {

    /** A ledger that knows nothing, each time. */
    protected abstract Store empty();

    /** A ledger and what it knows, one line per row, without keys that depend on the order of arrival; sorted. */
    public interface Store {

        Ledger ledger();

        List<String> rows();
    }

    @RepeatedTest(12)
    void leavesTheSameRowsForAnyOrderNumberAndGrouping(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<List<Fact>> deliveries = new RandomDeliveries(repetition.getCurrentRepetition()).list(60);
        List<String> rows = recorded(List.of(flat(deliveries)));
        assertThat(rows).hasSizeGreaterThan(20);

        assertThat(recorded(deliveries)).isEqualTo(rows);
        for (int i = 0; i < 3; i++) {
            List<List<Fact>> arrivals = new ArrayList<>(deliveries);
            arrivals.addAll(deliveries.subList(0, random.nextInt(deliveries.size())));
            Collections.shuffle(arrivals, random);
            assertThat(recorded(batches(arrivals, random))).isEqualTo(rows);
        }
    }

    @RepeatedTest(4)
    void letsSeveralWritersRecordTheSameAtTheSameTime(RepetitionInfo repetition) throws Exception {
        List<List<Fact>> deliveries = new RandomDeliveries(1000 + repetition.getCurrentRepetition()).list(200);
        List<String> rows = recorded(List.of(flat(deliveries)));

        Store store = empty();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            List<List<Fact>> arrivals = new ArrayList<>(deliveries);
            Collections.shuffle(arrivals, new Random(writer));
            List<List<Fact>> batches = batches(arrivals, new Random(writer));
            writers.add(() -> {
                batches.forEach(store.ledger()::record);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        assertThat(store.rows()).isEqualTo(rows);
    }

    private List<String> recorded(List<List<Fact>> batches) {
        Store store = empty();
        batches.forEach(store.ledger()::record);
        return store.rows();
    }

    private static List<List<Fact>> batches(List<List<Fact>> deliveries, Random random) {
        List<List<Fact>> batches = new ArrayList<>();
        for (int from = 0; from < deliveries.size(); ) {
            int until = Math.min(deliveries.size(), from + 1 + random.nextInt(20));
            batches.add(flat(deliveries.subList(from, until)));
            from = until;
        }
        return batches;
    }

    private static List<Fact> flat(List<List<Fact>> deliveries) {
        return deliveries.stream().flatMap(List::stream).toList();
    }
}
