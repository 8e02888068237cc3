package dev.throughline.engine.history.postgres;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.TILL;
import static dev.throughline.engine.history.SmallHistory.at;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static dev.throughline.engine.history.SmallHistory.incident;
import static dev.throughline.engine.history.SmallHistory.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.history.ChangeDetails;
import dev.throughline.engine.history.ChangeFilter;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.IncidentDetails;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.RepositoryPlace;
import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.ledger.SourceLedger;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class PostgresDetailsIT {

    private static final DataSource DATABASE = TestDatabase.create();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

    private final PostgresDetails details = new PostgresDetails(JDBC);
    private final PostgresChanges changes = new PostgresChanges(JDBC);

    @BeforeAll
    static void tell() {
        SmallHistory.into(DATABASE);
    }

    @Test
    void tellsWhereItsSourceShowsCommits() {
        SourceLedger ledger = new PostgresSourceLedger(JDBC, new JdbcTransactionManager(DATABASE));
        RepositoryPlace before =
                details.ofDeployment(deployment(SHOP, 3)).orElseThrow().repository();
        assertThat(before.commitPath()).isNull();
        SourceTraits traits = SourceTraits.ofCommits(before.source(), SourceTraits.Precedence.PIPELINE);
        long due = due();

        ledger.register(List.of(traits.withCommitPath("/-/commit/")));

        DeploymentDetails three = details.ofDeployment(deployment(SHOP, 3)).orElseThrow();
        assertThat(three.repository().commitPath()).isEqualTo("/-/commit/");
        assertThat(three.commits())
                .extracting(each -> each.repository().commitPath())
                .containsOnly("/-/commit/");
        assertThat(due()).as("nothing is derived from it").isEqualTo(due);

        ledger.register(List.of(traits));

        assertThat(details.ofDeployment(deployment(SHOP, 3))
                        .orElseThrow()
                        .repository()
                        .commitPath())
                .isNull();
    }

    private static long due() {
        return JDBC.sql("select count(*) from derivation_due").query(Long.class).single();
    }

    @Test
    void tellsAllOfADeployment() {
        DeploymentDetails three = details.ofDeployment(deployment(SHOP, 3)).orElseThrow();

        assertThat(three.repository().name()).isEqualTo("acme/shop");
        DeploymentDetails.Place place = Objects.requireNonNull(three.place());
        assertThat(place.hasBaseline()).isTrue();
        assertThat(place.before()).isEqualTo(deployment(SHOP, 1));
        assertThat(place.after()).isEqualTo(deployment(SHOP, 4));
        assertThat(three.commits())
                .extracting(
                        each -> each.commit().sha(),
                        each -> each.commit().leadTimeSeconds(),
                        each -> each.repository().name())
                .containsExactly(
                        tuple(sha(3), 1200, "acme/shop"),
                        tuple(sha(8), null, "acme/shop"),
                        tuple(sha(7), 3000, "acme/shop"));
        assertThat(three.commits().getFirst().change()).isNotNull();
        assertThat(three.commits().getLast().change()).isNull();
        assertThat(three.incidents()).containsOnlyKeys(incident(70), incident(71));
        assertThat(three.deployments()).containsOnlyKeys(deployment(SHOP, 1), deployment(SHOP, 4));
        assertThat(three.remedied()).isEmpty();
    }

    @Test
    void tellsWhatADeploymentRepaired() {
        DeploymentDetails four = details.ofDeployment(deployment(SHOP, 4)).orElseThrow();

        assertThat(four.remedied())
                .extracting(Evidence::rule, Evidence::deployment)
                .containsExactly(tuple(Rule.REVERT, deployment(SHOP, 3)));
        assertThat(Objects.requireNonNull(four.place()).after()).isNull();
    }

    @Test
    void tellsWhichRolloutsWentIntoOne() {
        assertThat(details.ofDeployment(deployment(TILL, 1)).orElseThrow().merged())
                .containsExactly(deployment(TILL, 2));
        DeploymentDetails two = details.ofDeployment(deployment(TILL, 2)).orElseThrow();
        assertThat(two.place()).isNull();
        assertThat(two.deployments()).containsOnlyKeys(deployment(TILL, 1));
    }

    @Test
    void tellsAllOfAnIncident() {
        IncidentDetails declaring = details.ofIncident(incident(70)).orElseThrow();

        assertThat(declaring.causes()).containsExactly(new IncidentDetails.Cause("3333333", false));
        assertThat(declaring.blamed())
                .extracting(
                        IncidentDetails.Blamed::deployment,
                        blamed -> blamed.evidence().rule())
                .containsExactly(tuple(deployment(SHOP, 3), Rule.DECLARED));
        assertThat(declaring.deployments()).containsOnlyKeys(deployment(SHOP, 3));
        assertThat(details.ofIncident(incident(71)).orElseThrow().blamed()).hasSize(2);
        assertThat(details.ofIncident(incident(75))).as("a deleted one").isEmpty();
    }

    @Test
    void tellsAllOfAChange() {
        UUID id = changes.page(List.of(), null, null, 10).items().getFirst().id();

        ChangeDetails apples = details.ofChange(id).orElseThrow();

        assertThat(apples.branch()).isEqualTo("apples");
        assertThat(apples.target()).isEqualTo("main");
        assertThat(apples.mergeSha()).isEqualTo(sha(3));
        assertThat(apples.deliveries())
                .extracting(ListedChange::service, ListedChange::deployment)
                .containsExactly(tuple("acme/shop", deployment(SHOP, 3)));
        assertThat(apples.commits()).extracting(each -> each.commit().sha()).containsExactly(sha(3));
        assertThat(apples.deployments()).containsOnlyKeys(deployment(SHOP, 3));
    }

    @Test
    void tellsNothingOfWhatNobodyToldOf() {
        UUID nobody = new UUID(0, 1);

        assertThat(details.ofDeployment(nobody)).isEmpty();
        assertThat(details.ofIncident(nobody)).isEmpty();
        assertThat(details.ofChange(nobody)).isEmpty();
    }

    @Test
    void findsDeploymentsByTheStartOfTheirShaOrTheirRef() {
        assertThat(deployments("44444")).containsExactly(deployment(SHOP, 4));
        assertThat(deployments("5555".toUpperCase(Locale.ROOT))).containsExactly(deployment(SHOP, 5));
        assertThat(deployments("MAI")).hasSize(8);
        assertThat(deployments("%")).isEmpty();
    }

    private List<UUID> deployments(String text) {
        return new PostgresDeployments(JDBC)
                .page(new DeploymentFilter(List.of(), null, null, null, null, null, text), null, 10).items().stream()
                        .map(ListedDeployment::id)
                        .toList();
    }

    @Test
    void findsIncidentsByTheirTitleOrNumber() {
        assertThat(incidents("dent 7")).hasSize(4);
        assertThat(incidents("71")).containsExactly(incident(71));
    }

    private List<UUID> incidents(String text) {
        return new PostgresIncidents(JDBC)
                .page(new IncidentFilter(List.of(), null, null, null, text), null, 10).items().stream()
                        .map(ListedIncident::id)
                        .toList();
    }

    @Test
    void findsChangesByWindowAndText() {
        assertThat(changes(at("10:45"), at("10:46"), "APPLES")).hasSize(1);
        assertThat(changes(at("10:45"), at("10:46"), "12")).hasSize(1);
        assertThat(changes(null, at("10:45"), null)).isEmpty();
        assertThat(changes(at("10:46"), null, null)).isEmpty();
        assertThat(changes(null, null, "pears")).isEmpty();
    }

    private List<ListedChange> changes(@Nullable Instant from, @Nullable Instant until, @Nullable String text) {
        return changes.page(new ChangeFilter(List.of(), null, from, until, text, null), null, 10)
                .items();
    }
}
