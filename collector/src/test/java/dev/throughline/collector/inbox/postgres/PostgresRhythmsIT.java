package dev.throughline.collector.inbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.throughline.collector.inbox.Hearing;
import dev.throughline.collector.inbox.Rhythms.Rhythm;
import dev.throughline.collector.inbox.Rhythms.SilentRepository;
import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.fact.RepositoryId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresRhythmsIT {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final DataSource database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final PostgresRhythms rhythms =
            new PostgresRhythms(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)));
    private int stored;

    @Test
    void callsNothingSilentThatHasSentLittle() {
        arrive("a", "push", NOW.minus(Duration.ofDays(60)));
        rhythms.refresh();

        assertThat(rhythm().threshold()).isNull();
        assertThat(rhythm().silentSince(NOW)).isEmpty();
    }

    @Test
    void callsADayLongAfterPausesOfAnHour() {
        Instant last = NOW.minus(Duration.ofHours(25));
        IntStream.range(0, 40).forEach(i -> arrive("a", "push", last.minus(Duration.ofHours(i))));
        arrive("a", "history/commits", NOW);
        rhythms.refresh();

        assertThat(rhythm().threshold()).isEqualTo(Duration.ofDays(1));
        assertThat(rhythm().silentSince(NOW)).contains(last);

        arrive("a", "push", NOW);
        rhythms.refresh();
        assertThat(rhythm().silentSince(NOW)).isEmpty();
    }

    @Test
    void knowsThatASourceRestsAtTheWeekend() {
        // every twenty minutes from Monday, 8:00, on, for 100 hours: a pause of 68 hours each week
        Instant monday = Instant.parse("2026-01-05T08:00:00Z")
                .plus(ChronoUnit.WEEKS
                        .getDuration()
                        .multipliedBy(Duration.between(Instant.parse("2026-01-05T08:00:00Z"), NOW)
                                                .toDays()
                                        / 7
                                - 6));
        for (int week = 0; week < 6; week++) {
            for (int i = 0; i <= 300; i++) {
                arrive("a", "push", monday.plus(Duration.ofDays(7L * week)).plus(Duration.ofMinutes(20L * i)));
            }
        }
        rhythms.refresh();

        assertThat(rhythm().threshold()).isEqualTo(Duration.ofHours(102));
    }

    @Test
    void callsARepositorySilentByItsOwnRhythm() {
        repository("1", "acme/shop");
        repository("2", "acme/till");
        repository("3", "acme/new");
        arrive("a", "push", NOW);
        for (int day = 0; day < 20; day++) {
            hear("1", NOW.minus(Duration.ofDays(8 + day)));
            hear("2", NOW.minus(Duration.ofDays(9 + 4L * day)));
            hear("unknown", NOW);
        }
        hear("3", NOW.minus(Duration.ofDays(80)));
        hear("1", NOW.minus(Duration.ofDays(100)));
        rhythms.refresh();

        assertThat(rhythms.silentRepositories(9))
                .containsExactly(
                        new SilentRepository("a", "acme/shop", NOW.minus(Duration.ofDays(8)), Duration.ofDays(7)));
        assertThat(rhythms.silentRepositories(0)).isEmpty();
        assertThat(rhythms.countSilentRepositories()).containsExactly(entry("a", 1));

        hear("1", NOW.minus(Duration.ofMinutes(5)));
        assertThat(rhythms.silentRepositories(9)).isEmpty();
        assertThat(rhythms.countSilentRepositories()).containsExactly(entry("a", 0));
    }

    @Test
    void notesOnceInAWhileHowOftenARepositoryIsHeardOf() {
        repository("1", "acme/shop");
        Instant noon = NOW.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));
        for (int minutes : List.of(0, 5, 25, 9, 3)) {
            hear("1", noon.plus(Duration.ofMinutes(minutes)));
        }

        assertThat(jdbc.sql("select last_at from repository_day")
                        .query(OffsetDateTime.class)
                        .list())
                .extracting(OffsetDateTime::toInstant)
                .containsExactly(noon.plus(Duration.ofMinutes(25)));
    }

    private void hear(String repository, Instant at) {
        rhythms.note(List.of(new Hearing("a", new RepositoryId("github", "github.com", repository), at)));
    }

    private void repository(String externalId, String name) {
        jdbc.sql("insert into source (name) values ('github') on conflict do nothing")
                .update();
        jdbc.sql("""
                        insert into repository (source, host, external_id, name, named_at)
                        values ('github', 'github.com', :external, :name, now())
                        """).param("external", externalId).param("name", name).update();
    }

    private Rhythm rhythm() {
        return Objects.requireNonNull(rhythms.all().get("a"));
    }

    private void arrive(String source, String event, Instant at) {
        jdbc.sql("""
                        insert into delivery (source, delivery, event, received_at, bytes, body)
                        values (:source, :delivery, :event, :at, 0, '')
                        """)
                .param("source", source)
                .param("delivery", String.valueOf(stored++))
                .param("event", event)
                .param("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }
}
