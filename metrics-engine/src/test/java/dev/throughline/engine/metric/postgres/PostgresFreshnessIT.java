package dev.throughline.engine.metric.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.sample.postgres.DerivedNotice;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresFreshnessIT {

    private final DataSource database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void marksWhatIsDerivedByWhomeverAndKeepsTheMarkOtherwise() {
        PostgresFreshness freshness = new PostgresFreshness(database);
        freshness.start();
        try {
            String first = freshness.mark();
            await(() -> !freshness.mark().equals(first));
            String listening = freshness.mark();
            assertThat(freshness.mark()).isEqualTo(listening);

            DerivedNotice.send(jdbc);

            await(() -> !freshness.mark().equals(listening));
            assertThat(listeners()).isEqualTo(1);
        } finally {
            freshness.stop();
        }
        await(() -> listeners() == 0);
    }

    @Test
    void tellsItsMarksFromThoseOfAnotherProcess() {
        assertThat(new PostgresFreshness(database).mark()).isNotEqualTo(new PostgresFreshness(database).mark());
    }

    private int listeners() {
        return jdbc.sql(
                        "select count(*) from pg_stat_activity where datname = current_database() and query like 'listen numbers%'")
                .query(Integer.class)
                .single();
    }

    private static void await(BooleanSupplier isSo) {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
