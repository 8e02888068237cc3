package dev.throughline.engine.metric.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.metric.HandWritten;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The vectors of definitions 1.9 about DORA's Quick Check: its score, and the bands of F5. */
class QuickCheckIT {

    private static final DataSource DATABASE = TestDatabase.create();

    /** A Monday, and 26 complete weeks before 29 June 2026, which ends them. */
    private static final LocalDate FIRST_MONDAY = LocalDate.parse("2025-12-29");

    private final HandWritten written = new HandWritten(DATABASE);
    private final JdbcClient jdbc = JdbcClient.create(DATABASE);

    @BeforeEach
    void startService() {
        written.clear();
        written.service("s");
    }

    @Test
    void scoresTheAnswersOfTheVector() {
        Map<String, @Nullable Object> score = jdbc.sql("select * from quick_check_score(5, 4, 5, 0.1, 0.2)")
                .query()
                .singleRow();

        assertThat(score)
                .containsEntry("change_lead_time", 8.0)
                .containsEntry("deployment_frequency", 6.0)
                .containsEntry("failed_deployment_recovery_time", 8.0)
                .containsEntry("change_fail_rate", 9.0)
                .containsEntry("deployment_rework_rate", 8.0)
                .containsEntry("overall", 7.8)
                .containsEntry("stability", 8.5);
        assertThat((Double) score.get("throughput")).isCloseTo(7.33, org.assertj.core.api.Assertions.within(0.005));
    }

    @Test
    void hasNoScoreWithoutAnAnswer() {
        assertThat(jdbc.sql("select overall, stability from quick_check_score(5, 4, null, 0.1, 0.2)")
                        .query()
                        .singleRow())
                .containsEntry("overall", null)
                .containsEntry("stability", 8.5);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6",
        "3599, 6",
        "3600, 5",
        "86399, 5",
        "86400, 4",
        "604799, 4",
        "604800, 3",
        "2591999, 3",
        "2592000, 2",
        "15724799, 2",
        "15724800, 1"
    })
    void answersHowLong(double seconds, int answer) {
        assertThat(jdbc.sql("select duration_answer(:seconds::double precision)")
                        .param("seconds", seconds)
                        .query(Integer.class)
                        .single())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({"10, 6", "9, 5", "5, 5", "4, 4", "1, 4"})
    void f5AnswersHowOftenByTheMedianWeek(int weekly, int answer) {
        for (int week = 0; week < 26; week++) {
            deploy(week, weekly);
        }
        assertThat(answer()).isEqualTo(answer);
    }

    @Test
    void f5AnswersByTheMedianMonthWhereMostWeeksHaveNone() {
        for (int week : List.of(2, 5, 8, 12, 16, 21, 25)) {
            deploy(week, week == 2 ? 3 : 2);
        }
        assertThat(answer()).isEqualTo(3);
    }

    @Test
    void f5AnswersThatItWasSeldomOrNot() {
        assertThat(answer()).as("never").isNull();
        written.deployment("s", "2025-03-01T10:00:00Z").initial().write();
        assertThat(answer()).as("not in six months").isOne();
        deploy(3, 1);
        assertThat(answer()).as("once").isEqualTo(2);
    }

    private void deploy(int week, int times) {
        for (int i = 0; i < times; i++) {
            written.deployment("s", FIRST_MONDAY.plusWeeks(week).plusDays(i % 7) + "T1" + i % 10 + ":00:00Z")
                    .write();
        }
    }

    private @Nullable Integer answer() {
        return jdbc.sql("""
                        select deployment_frequency_answer(array(select id from service), null, '2026-06-29T00:00:00Z', 'UTC')
                        """).query(Integer.class).optional().orElse(null);
    }
}
