package dev.throughline.engine.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.TestDatabase;
import java.sql.SQLException;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class PlannedIT {

    private static final String HOW =
            "select current_setting('plan_cache_mode') || ' ' || current_setting('enable_seqscan')";
    private static final String ONCE = "force_generic_plan off";
    private static final String EACH_TIME = "force_custom_plan on";
    private static final String AS_EVER = "auto on";

    /** One connection, so that what outlives a transaction would be seen. */
    private final DataSource database = one(TestDatabase.create());

    private final JdbcTemplate template = new JdbcTemplate(database);
    private final JdbcClient lookingUp = JdbcClient.create(Planned.once(template));
    private final JdbcClient reading = JdbcClient.create(Planned.eachTime(template));
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    private static DataSource one(DataSource database) {
        try {
            return new SingleConnectionDataSource(database.getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsThePlanOfALookupWithAShortListOnly() {
        transaction.executeWithoutResult(_ -> {
            assertThat(how(lookingUp, 200)).isEqualTo(ONCE);
            assertThat(how(lookingUp, 201)).isEqualTo(EACH_TIME);
            assertThat(how(lookingUp, 1)).isEqualTo(ONCE);
        });
    }

    @Test
    void plansAllElseEachTimeWhateverCameBefore() {
        transaction.executeWithoutResult(_ -> {
            assertThat(how(lookingUp, 1)).isEqualTo(ONCE);
            assertThat(how(reading, 1)).isEqualTo(EACH_TIME);
            assertThat(how(lookingUp, 1)).isEqualTo(ONCE);
        });
    }

    @Test
    void leavesNothingBehind() {
        transaction.executeWithoutResult(_ -> how(lookingUp, 1));
        assertThat(template.queryForObject(HOW, String.class)).isEqualTo(AS_EVER);

        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    how(lookingUp, 1);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(template.queryForObject(HOW, String.class)).isEqualTo(AS_EVER);
        transaction.executeWithoutResult(_ -> assertThat(how(lookingUp, 1))
                .as("the next transaction does not believe that it was told")
                .isEqualTo(ONCE));
    }

    @Test
    void changesNothingOutsideOfATransaction() {
        assertThat(how(lookingUp, 1)).isEqualTo(AS_EVER);
    }

    private static String how(JdbcClient jdbc, int length) {
        return jdbc.sql(HOW + " where cardinality(:list::integer[]) > 0")
                .param("list", IntStream.range(0, length).boxed().toArray(Integer[]::new))
                .query(String.class)
                .single();
    }
}
