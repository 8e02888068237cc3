package dev.throughline.collector.backfill.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.backfill.ApiStates.ApiState;
import dev.throughline.collector.backfill.BackfillBook.Cause;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.ForgeHooks.Attempt;
import dev.throughline.collector.backfill.ForgeHooks.Sending;
import dev.throughline.collector.backfill.ForgeHooks.Standing;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.HealingBook.Forge;
import dev.throughline.collector.backfill.HookBook.DueHook;
import dev.throughline.collector.backfill.HookBook.Patience;
import dev.throughline.collector.backfill.Unit;
import dev.throughline.engine.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresHealingBookIT {

    private static final Forge GITHUB = new Forge("github", "github", "github.com");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Instant EARLIEST = NOW.minus(Duration.ofDays(400));
    private static final Duration OVERLAP = Duration.ofDays(3);

    private final DataSource database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    private final PostgresHealingBook book = new PostgresHealingBook(jdbc, transaction);
    private final PostgresBackfillBook backfills = new PostgresBackfillBook(jdbc, transaction);
    private final PostgresUnitBook units = new PostgresUnitBook(jdbc, transaction);
    private final PostgresReadingBook readings = new PostgresReadingBook(jdbc, transaction);
    private final PostgresHookBook hooks = new PostgresHookBook(jdbc, transaction, book);

    @BeforeEach
    void knowSources() {
        jdbc.sql("insert into source (name) values ('github'), ('gitlab') on conflict do nothing")
                .update();
    }

    @Test
    void beginsOnceWithWhatTellsOfItselfAtThisForge() {
        repository("github", "github.com", "1", "acme/shop");
        repository("github", "git.example.org", "1", "acme/shop");
        repository("gitlab", "gitlab.com", "1", "acme/till");
        repository("github", "github.com", "2", "acme/../etc");

        assertThat(book.beginUnread(GITHUB, EARLIEST)).containsExactly("acme/shop");
        assertThat(book.beginUnread(GITHUB, EARLIEST)).isEmpty();
        assertThat(book.beginUnread(new Forge("other", "github", "git.example.org"), EARLIEST))
                .containsExactly("acme/shop");
    }

    @Test
    void doesNotBeginWithWhatSomebodyAskedFor() {
        repository("github", "github.com", "1", "acme/shop");
        backfills.begin("github", List.of("Acme/Shop"), null, Cause.ASKED);

        assertThat(book.beginUnread(GITHUB, EARLIEST)).isEmpty();
    }

    @Test
    void readsAgainOnceANightSinceTheLastReading() {
        repository("github", "github.com", "1", "acme/shop");
        repository("github", "github.com", "2", "acme/unread");
        read("github.com/1", "repository", NOW.minus(Duration.ofHours(20)));
        read("github.com/1", "deployments", NOW.minus(Duration.ofDays(2)));
        Instant due = NOW.minus(Duration.ofHours(1));

        assertThat(book.beginNightly(GITHUB, due, OVERLAP, EARLIEST)).containsExactly("acme/shop");
        assertThat(book.beginNightly(GITHUB, due, OVERLAP, EARLIEST)).isEmpty();
        assertThat(backfills.newest(9).getFirst().since())
                .isEqualTo(NOW.minus(Duration.ofDays(5)).truncatedTo(ChronoUnit.DAYS));
    }

    @Test
    void doesNotReadAgainWhatWasReadSinceItWasDue() {
        repository("github", "github.com", "1", "acme/shop");
        read("github.com/1", "repository", NOW.minus(Duration.ofMinutes(20)));

        assertThat(book.beginNightly(GITHUB, NOW.minus(Duration.ofHours(1)), OVERLAP, EARLIEST))
                .isEmpty();
    }

    @Test
    void goesOnFromBeforeAGapThatAReadingLeft() {
        repository("github", "github.com", "1", "acme/shop");
        ForgeRepository shop = new ForgeRepository("github", "github.com", "1", "acme/shop");
        Instant last = NOW.minus(Duration.ofDays(20));
        read("github.com/1", "repository", last);

        readBack(shop, NOW.minus(Duration.ofDays(2)));
        assertThat(readings.complete("github", shop, Chapter.REPOSITORY)
                        .orElseThrow()
                        .readAt())
                .isEqualTo(last);

        readBack(shop, NOW.minus(Duration.ofDays(23)));
        assertThat(readings.complete("github", shop, Chapter.REPOSITORY)
                        .orElseThrow()
                        .readAt())
                .isAfter(last);
    }

    private void readBack(ForgeRepository repository, Instant since) {
        UUID id = backfills.begin("github", List.of(repository.name()), since, Cause.ASKED);
        Unit unit = units.take("github", Duration.ofMinutes(1)).orElseThrow();
        assertThat(unit.backfill()).isEqualTo(id);
        readings.finished(unit, repository, Chapter.REPOSITORY);
    }

    @Test
    void keepsTheLastReadingOfARepositoryHoweverOldItIs() {
        UUID kept = over(backfills.begin("github", List.of("acme/alone"), null, Cause.ASKED), 9);
        UUID dropped = over(backfills.begin("github", List.of("acme/shop"), null, Cause.ASKED), 8);
        UUID open = backfills.begin("github", List.of("acme/shop"), null, Cause.ASKED);
        over(backfills.begin("github", List.of("ACME/shop"), null, Cause.NIGHTLY), 0);

        book.prune(1, NOW);

        assertThat(backfills.find(kept)).isPresent();
        assertThat(backfills.find(dropped)).isEmpty();
        assertThat(backfills.find(open)).isPresent();
    }

    @Test
    void forgetsALossThatArrives() {
        repository("github", "github.com", "1", "acme/shop");
        DueHook hook = watched();
        hooks.looked("github", hook, List.of(attempt(1, "a", false), attempt(2, "b", false)), 2, Duration.ofMinutes(1));
        assertThat(hooks.due("github", 9, 9)).extracting("delivery").containsExactly("a", "b");
        assertThat(hooks.dueHooks("github", 9)).isEmpty();

        hooks.looked("github", hook, List.of(attempt(1, "a", false), attempt(3, "a", true)), 3, Duration.ZERO);
        arrive("b");
        hooks.settle("github", NOW.minus(Duration.ofDays(3)));

        assertThat(hooks.due("github", 9, 9)).isEmpty();
        hooks.looked("github", hook, List.of(attempt(2, "b", false)), 3, Duration.ZERO);
        assertThat(hooks.due("github", 9, 9)).as("it is in the inbox").isEmpty();
    }

    @Test
    void readsByApiOnceWhatDoesNotCome() {
        repository("github", "github.com", "1", "acme/shop");
        DueHook hook = watched();
        hooks.looked("github", hook, List.of(attempt(1, "a", false)), 1, Duration.ofMinutes(1));
        assertThat(hooks.beginLost(GITHUB, new Patience(4, null), Duration.ofHours(6), Duration.ofHours(1)))
                .isEmpty();

        hooks.repeated("github", hooks.due("github", 9, 9).getFirst(), null);
        assertThat(hooks.due("github", 9, 9)).isEmpty();
        assertThat(hooks.beginLost(GITHUB, new Patience(4, null), Duration.ofHours(6), Duration.ofHours(1)))
                .containsExactly("acme/shop");
        assertThat(hooks.beginLost(GITHUB, new Patience(4, null), Duration.ofHours(6), Duration.ofHours(1)))
                .isEmpty();

        hooks.looked("github", hook, List.of(attempt(1, "a", false)), 1, Duration.ofMinutes(1));
        assertThat(hooks.due("github", 9, 9))
                .as("seen again, it is not begun anew")
                .isEmpty();
        hooks.looked("github", hook, List.of(attempt(5, "c", false)), 5, Duration.ofMinutes(1));
        hooks.repeated("github", hooks.due("github", 9, 9).getFirst(), null);
        assertThat(hooks.beginLost(GITHUB, new Patience(4, null), Duration.ofHours(6), Duration.ofHours(1)))
                .as("not before a while")
                .isEmpty();
        assertThat(hooks.beginLost(GITHUB, new Patience(4, null), Duration.ofHours(6), Duration.ZERO))
                .containsExactly("acme/shop");
    }

    @Test
    void sendsNoMoreOfAPlaceAgainThanItsForgeAllowsAndNothingOfADisabledWebhook() {
        DueHook hook = watched();
        hooks.looked(
                "github",
                hook,
                List.of(attempt(1, "a", false), attempt(2, "b", false), new Attempt(3, "c", NOW, false, false, "1")),
                3,
                Duration.ofMinutes(1));
        assertThat(hooks.due("github", 9, 1)).extracting("delivery").containsExactly("a");
        assertThat(hooks.due("github", 9, 9))
                .as("what is not whole any more is not sent again")
                .extracting("delivery")
                .containsExactly("a", "b");

        hooks.stands("github", "repos/acme/shop", "5", new Standing(Sending.PAUSED, NOW, NOW));
        assertThat(hooks.due("github", 9, 9)).isEmpty();
    }

    @Test
    void readsByApiWhatWaitsTooLongForItsTurn() {
        repository("github", "github.com", "1", "acme/shop");
        Attempt old = new Attempt(1, "a", NOW.minus(Duration.ofHours(2)), false, true, "1");
        hooks.looked("github", watched(), List.of(old), 1, Duration.ofMinutes(1));

        assertThat(hooks.beginLost(GITHUB, new Patience(4, Duration.ofHours(3)), OVERLAP, Duration.ZERO))
                .isEmpty();
        assertThat(hooks.beginLost(GITHUB, new Patience(4, Duration.ofHours(1)), OVERLAP, Duration.ZERO))
                .containsExactly("acme/shop");
        assertThat(hooks.due("github", 9, 9)).as("it may still come").hasSize(1);
    }

    @Test
    void readsWhatADisabledWebhookLeavesOutNowAndThenAndOnceItSendsAgain() {
        repository("github", "github.com", "1", "Acme/shop");
        repository("github", "github.com", "2", "acme/web/till");
        repository("github", "github.com", "3", "acmes/other");
        Duration hour = Duration.ofHours(1);
        Instant off = NOW.minus(Duration.ofMinutes(50));
        hooks.places("github", List.of("groups/acme"));
        hooks.found("github", "groups/acme", List.of("5"), hour);

        assertThat(hooks.stands("github", "groups/acme", "5", new Standing(Sending.OFF, null, off)))
                .isTrue();
        assertThat(hooks.stands("github", "groups/acme", "5", new Standing(Sending.OFF, null, null)))
                .isFalse();
        assertThat(hooks.beginMissing(GITHUB, OVERLAP, hour, hour)).isEmpty();
        assertThat(hooks.beginMissing(GITHUB, OVERLAP, Duration.ofMinutes(40), hour))
                .containsExactly("Acme/shop", "acme/web/till");
        assertThat(backfills.newest(9).getFirst().since())
                .isEqualTo(off.minus(OVERLAP).truncatedTo(ChronoUnit.DAYS));
        assertThat(hooks.beginMissing(GITHUB, OVERLAP, Duration.ofMinutes(40), hour))
                .as("not before a while")
                .isEmpty();

        assertThat(hooks.stands("github", "groups/acme", "5", Standing.ON)).isFalse();
        assertThat(hooks.beginMissing(GITHUB, OVERLAP, hour, hour)).isEmpty();
        assertThat(hooks.beginMissing(GITHUB, OVERLAP, hour, Duration.ZERO)).hasSize(2);
        assertThat(hooks.beginMissing(GITHUB, OVERLAP, hour, Duration.ZERO)).isEmpty();
    }

    @Test
    void tellsOfAWebhookThatIsDisabled() {
        PostgresApiStates states = new PostgresApiStates(jdbc, transaction);
        states.heard("github", true, null, null);
        watched();
        assertThat(state(states).isUp()).isTrue();

        Instant until = Instant.parse("2031-02-03T04:05:00Z");
        hooks.stands("github", "repos/acme/shop", "5", new Standing(Sending.PAUSED, until, null));
        assertThat(state(states).state()).isEqualTo("hook_disabled");
        assertThat(state(states).detail())
                .startsWith("the webhook of acme/shop is disabled until 2031-02-03 04:05 UTC, because")
                .contains("test event");
        hooks.stands("github", "repos/acme/shop", "5", new Standing(Sending.OFF, null, null));
        assertThat(state(states).detail()).startsWith("the webhook of acme/shop was disabled because");
        assertThat(state(states).isUp()).isFalse();

        hooks.stands("github", "repos/acme/shop", "5", Standing.ON);
        assertThat(state(states).isUp()).isTrue();
        assertThat(state(states).detail()).isNull();

        hooks.places("github", List.of("projects/acme/till", "groups/acme"));
        hooks.closed("github", "groups/acme", "403", true, Duration.ZERO);
        assertThat(state(states).detail()).isNull();
        hooks.closed("github", "projects/acme/till", "403: not a Maintainer", true, Duration.ZERO);
        assertThat(state(states).isUp()).isTrue();
        assertThat(state(states).detail())
                .startsWith("it may not see the webhooks of acme/till: ")
                .endsWith("(403: not a Maintainer)");
    }

    @Test
    void letsOneProcessWatch() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        assertThat(hooks.watch("github", one, Duration.ofMinutes(1))).isTrue();
        assertThat(hooks.watch("github", other, Duration.ofMinutes(1))).isFalse();
        assertThat(hooks.watch("github", one, Duration.ofMinutes(1))).isTrue();

        hooks.leave("github", other);
        assertThat(hooks.watch("github", other, Duration.ofMinutes(1))).isFalse();
        hooks.leave("github", one);
        assertThat(hooks.watch("github", other, Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void callsATokenWeakenedThatMayNotSeeWhatItSaw() {
        PostgresApiStates states = new PostgresApiStates(jdbc, transaction);
        states.heard("github", true, null, null);
        hooks.places("github", List.of("repos/acme/shop", "repos/acme/other"));
        hooks.closed("github", "repos/acme/other", "403", true, Duration.ZERO);
        hooks.found("github", "repos/acme/shop", List.of("5"), Duration.ZERO);
        assertThat(state(states).state()).isEqualTo("accepted");

        assertThat(hooks.closed("github", "repos/acme/shop", "answers 403", true, Duration.ZERO))
                .isTrue();
        assertThat(state(states).state()).isEqualTo("weakened");
        assertThat(state(states).detail()).contains("repos/acme/shop", "answers 403");

        hooks.found("github", "repos/acme/shop", List.of("5"), Duration.ZERO);
        states.heard("github", true, null, NOW.plus(Duration.ofDays(6)));
        assertThat(state(states).state()).isEqualTo("expiring");
        assertThat(states.heard("github", false, "no", null)).isTrue();
        assertThat(state(states).isUp()).isFalse();
    }

    private static ApiState state(PostgresApiStates states) {
        return Objects.requireNonNull(states.all().get("github"));
    }

    private DueHook watched() {
        hooks.places("github", List.of("repos/acme/shop"));
        hooks.found("github", "repos/acme/shop", List.of("5"), Duration.ofHours(1));
        return hooks.dueHooks("github", 9).getFirst();
    }

    private static Attempt attempt(long id, String delivery, boolean isDelivered) {
        return new Attempt(id, delivery, NOW.plusSeconds(id), isDelivered, true, "1");
    }

    private void arrive(String delivery) {
        jdbc.sql("""
                        insert into delivery (source, delivery, event, received_at, bytes, body)
                        values ('github', :delivery, 'push', now(), 0, '')
                        """).param("delivery", delivery).update();
    }

    private void repository(String source, String host, String externalId, String name) {
        jdbc.sql("""
                        insert into repository (source, host, external_id, name, named_at)
                        values (:source, :host, :external, :name, now())
                        """)
                .param("source", source)
                .param("host", host)
                .param("external", externalId)
                .param("name", name)
                .update();
    }

    private void read(String repository, String chapter, Instant at) {
        jdbc.sql("""
                        insert into history_chapter (source, repository, chapter, is_complete, read_at)
                        values ('github', :repository, :chapter, true, :at)
                        """)
                .param("repository", repository)
                .param("chapter", chapter)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private UUID over(UUID backfill, int daysAgo) {
        jdbc.sql("""
                        update backfill
                           set finished_at = now(), created_at = now() - make_interval(days => :days) + interval '1 second'
                         where id = :id
                        """).param("days", daysAgo).param("id", backfill).update();
        jdbc.sql("update backfill_repository set state = 'done' where backfill_id = :id")
                .param("id", backfill)
                .update();
        return backfill;
    }
}
