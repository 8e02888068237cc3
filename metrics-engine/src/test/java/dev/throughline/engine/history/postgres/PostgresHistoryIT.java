package dev.throughline.engine.history.postgres;

import static dev.throughline.engine.history.SmallHistory.SHOP;
import static dev.throughline.engine.history.SmallHistory.TILL;
import static dev.throughline.engine.history.SmallHistory.at;
import static dev.throughline.engine.history.SmallHistory.deployment;
import static dev.throughline.engine.history.SmallHistory.incident;
import static dev.throughline.engine.history.SmallHistory.sha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.history.DeploymentFilter;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.IncidentLink;
import dev.throughline.engine.history.Labels;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import dev.throughline.engine.history.ListedService;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Outcome;
import dev.throughline.engine.history.Page;
import dev.throughline.engine.history.Part;
import dev.throughline.engine.history.Position;
import dev.throughline.engine.history.SmallHistory;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import dev.throughline.engine.sample.Exclusion;
import dev.throughline.engine.sample.StartProvenance;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresHistoryIT {

    private static final DataSource DATABASE = TestDatabase.create();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);
    private static final DeploymentFilter ALL = new DeploymentFilter(List.of(), null, null, null, null, null);

    private final PostgresServices services = new PostgresServices(JDBC);
    private final PostgresDeployments deployments = new PostgresDeployments(JDBC);
    private final PostgresIncidents incidents = new PostgresIncidents(JDBC);

    @BeforeAll
    static void tell() {
        SmallHistory.into(DATABASE);
    }

    @Test
    void namesWhatPartsAreMadeOf() {
        Labels labels = new PostgresLabels(JDBC);

        assertThat(labels.deployments(List.of(
                        SmallHistory.deployment(SmallHistory.SHOP, 3), SmallHistory.deployment(SmallHistory.SHOP, 99))))
                .containsOnlyKeys(SmallHistory.deployment(SmallHistory.SHOP, 3))
                .allSatisfy((_, label) -> {
                    assertThat(label.service()).isEqualTo("acme/shop");
                    assertThat(label.sha()).isEqualTo(SmallHistory.sha(3));
                    assertThat(label.environment()).isEqualTo("production");
                });
        assertThat(labels.incidents(List.of(SmallHistory.incident(70), SmallHistory.incident(99))))
                .containsOnlyKeys(SmallHistory.incident(70))
                .allSatisfy((_, label) -> assertThat(label.number()).isEqualTo(70));
    }

    @Test
    void offersTheEnvironmentsThatCount() {
        assertThat(services.choices().environments()).contains("production").doesNotContain("staging");
        assertThat(services.choices().teams()).isEmpty();
    }

    @Test
    void listsServicesByName() {
        assertThat(services.page(null, 10).items())
                .extracting(
                        ListedService::name,
                        ListedService::repositories,
                        ListedService::environments,
                        ListedService::lastDeploymentAt,
                        ListedService::deployments)
                .containsExactly(
                        tuple("acme/shop", List.of("acme/shop"), List.of("production", "staging"), at("12:00"), 6L),
                        tuple(
                                "acme/till",
                                List.of("acme/till"),
                                List.of("production", "production-eu"),
                                at("11:00"),
                                2L));
    }

    @Test
    void listsNamesTeamsAndLastDeploymentsOfServices() {
        assertThat(services.list())
                .containsExactly(
                        new NamedService("acme/shop", null, at("12:00")),
                        new NamedService("acme/till", null, at("11:00")));
    }

    @Test
    void countsWhatWaitsToBeDeployedOfTheLastMonths() {
        assertThat(services.undeployed(List.of("acme/shop", "acme/till")))
                .as("merged long ago")
                .isEmpty();
        for (int hours : List.of(3, 30)) {
            JDBC.sql("""
                            insert into change (id, repository_id, number, title, labels, head_ref, head_sha, base_ref, opened_at, merged_at,
                                                merge_commit_sha, reverts_changes, reverts_commits, closes_issues, fixes_incidents, stated_at, stated_by)
                            select gen_random_uuid(), repository_id, 1000 + :hours, 'Wait', labels, head_ref, head_sha, base_ref, opened_at,
                                   now() - make_interval(hours => :hours), repeat('9', 38) || :hours::text, reverts_changes, reverts_commits,
                                   closes_issues, fixes_incidents, stated_at, stated_by
                              from change
                             where number = 12
                            """).param("hours", hours).update();
        }
        try {
            assertThat(services.undeployed(List.of("ACME/shop", "acme/till")))
                    .hasSize(1)
                    .hasEntrySatisfying("acme/shop", waiting -> {
                        assertThat(waiting.count()).isEqualTo(2);
                        assertThat(waiting.oldestMergedAt())
                                .isBetween(
                                        Instant.now().minusSeconds(31 * 3_600),
                                        Instant.now().minusSeconds(29 * 3_600));
                    });
        } finally {
            JDBC.sql("delete from change where number > 1000").update();
        }
    }

    @Test
    void findsAServiceByAnyOfItsNames() {
        assertThat(services.named("ACME/Store").name()).isEqualTo("acme/shop");
        assertThatThrownBy(() -> services.named("acme/shed"))
                .isInstanceOf(UnknownService.class)
                .hasMessageContaining("acme/shed");
    }

    @Test
    void listsEveryDeploymentNewestFirst() {
        assertThat(deployments.page(shop(), null, 10).items())
                .extracting(
                        ListedDeployment::externalId,
                        ListedDeployment::outcome,
                        ListedDeployment::startedAt,
                        ListedDeployment::finishedAt,
                        ListedDeployment::kind,
                        ListedDeployment::failed)
                .containsExactly(
                        tuple("5", Outcome.IN_PROGRESS, at("13:00"), null, null, null),
                        tuple("4", Outcome.SUCCESS, at("11:50"), at("12:00"), DeploymentKind.FORWARD, false),
                        tuple("3", Outcome.SUCCESS, at("10:50"), at("11:00"), DeploymentKind.FORWARD, true),
                        tuple("2", Outcome.FAILURE, at("10:31"), at("10:30"), null, null),
                        tuple("1", Outcome.SUCCESS, at("09:58"), at("10:00"), DeploymentKind.INITIAL, false),
                        tuple("6", Outcome.SUCCESS, at("08:59"), at("09:00"), null, null));
    }

    @Test
    void knowsADeploymentByItsId() {
        ListedDeployment third = deployments.byId(deployment(SHOP, 3)).orElseThrow();

        assertThat(third.service()).isEqualTo("acme/shop");
        assertThat(third.sha()).isEqualTo(sha(3));
        assertThat(third.commits()).isEqualTo(3);
        assertThat(third.linkedBy()).isEqualTo(Link.By.PUSH);
        assertThat(third.flags()).containsExactly(Flag.AMBIGUOUS);
        assertThat(third.evidence())
                .containsExactly(
                        new Evidence(Rule.DECLARED, Confidence.DECLARED, incident(70), null, sha(3)),
                        new Evidence(Rule.REVERT, Confidence.INFERRED, null, deployment(SHOP, 4), sha(4)),
                        new Evidence(Rule.WINDOW, Confidence.HEURISTIC, incident(71), null, null));
        assertThat(deployments.byId(UUID.randomUUID())).isEmpty();
    }

    @Test
    void readsTheCommitOfATagFromItsPush() {
        assertThat(deployments.byId(deployment(SHOP, 4)).orElseThrow().sha()).isEqualTo(sha(4));
    }

    @Test
    void saysWhichDeploymentAnotherWentInto() {
        assertThat(deployments.byId(deployment(TILL, 2)).orElseThrow().mergedInto())
                .isEqualTo(deployment(TILL, 1));
    }

    @Test
    void filtersDeployments() {
        assertThat(found(shop())).containsExactly("5", "4", "3", "2", "1", "6");
        assertThat(found(new DeploymentFilter(List.of("acme/store", "acme/till"), null, null, null, null, null)))
                .hasSize(8);
        assertThat(found(new DeploymentFilter(List.of(), "staging", null, null, null, null)))
                .containsExactly("6");
        assertThat(found(new DeploymentFilter(List.of("acme/shop"), null, at("10:30"), at("12:00"), null, null)))
                .containsExactly("3", "2");
        assertThat(found(new DeploymentFilter(List.of("acme/shop"), null, null, null, DeploymentKind.FORWARD, null)))
                .containsExactly("4", "3");
        assertThat(found(new DeploymentFilter(List.of("acme/shop"), null, null, null, null, true)))
                .containsExactly("3");
        assertThat(found(new DeploymentFilter(List.of("acme/shop"), null, null, null, null, false)))
                .containsExactly("4", "1");
        assertThatThrownBy(() -> found(new DeploymentFilter(List.of("acme/shed"), null, null, null, null, null)))
                .isInstanceOf(UnknownService.class);
    }

    @Test
    void listsTheCommitsThatADeploymentSurelyDeliveredFirst() {
        assertThat(deployments.commits(deployment(SHOP, 3), null, 10).items())
                .containsExactly(
                        new DeploymentCommit(
                                sha(3),
                                at("10:40"),
                                false,
                                1200,
                                StartProvenance.PR_COMMITS,
                                Link.By.PUSH,
                                new DeploymentCommit.Origin(12L, "Sell apples", "https://example.org/pull/12"),
                                null,
                                null,
                                List.of(Flag.STALE)),
                        commit(8, at("10:20"), true, null, Exclusion.MERGE),
                        commit(7, at("10:10"), false, 3000, null));
    }

    @Test
    void filtersIncidentsByTimeAndByWhetherTheyAreOpen() {
        assertThat(numbers(IncidentFilter.open(List.of("acme/shop")))).containsExactly("73", "72", "71");
        assertThat(numbers(new IncidentFilter(List.of("acme/shop"), null, null, false)))
                .containsExactly("70");
        List<ListedIncident> all = incidents
                .page(IncidentFilter.of(List.of("acme/shop")), null, 10)
                .items();
        Instant second = all.get(2).openedAt();
        Instant fourth = all.get(0).openedAt();
        assertThat(numbers(new IncidentFilter(List.of("acme/shop"), second, fourth, null)))
                .as("from is inclusive, until is not")
                .containsExactlyElementsOf(all.stream()
                        .filter(incident -> !incident.openedAt().isBefore(second)
                                && incident.openedAt().isBefore(fourth))
                        .map(ListedIncident::externalId)
                        .toList())
                .contains("71")
                .doesNotContain("73");
    }

    private List<String> numbers(IncidentFilter filter) {
        return incidents.page(filter, null, 10).items().stream()
                .map(ListedIncident::externalId)
                .toList();
    }

    @Test
    void listsIncidentsWithWhatTheyAreLinkedTo() {
        assertThat(incidents
                        .page(IncidentFilter.of(List.of("acme/shop")), null, 10)
                        .items())
                .extracting(
                        ListedIncident::externalId,
                        ListedIncident::resolvedAt,
                        ListedIncident::deployment,
                        ListedIncident::linkedBy)
                .containsExactly(
                        tuple("73", null, null, null),
                        tuple("72", null, null, IncidentLink.UNRESOLVED),
                        tuple("71", null, deployment(SHOP, 3), IncidentLink.WINDOW),
                        tuple("70", at("12:30"), deployment(SHOP, 3), IncidentLink.DECLARED));
        assertThat(incidents
                        .page(IncidentFilter.of(List.of("acme/till")), null, 10)
                        .items())
                .isEmpty();
    }

    /** "Root cause: defaced page" names nothing, in the list of incidents as among what a number leaves out. */
    @Test
    void saysOfAnIncidentThatBlamesNobodyWhetherItNamesACause() {
        Window day = Window.upTo(at("23:59"), 1, ZoneOffset.UTC);

        assertThat(new PostgresParts(JDBC)
                        .page(
                                Metric.CHANGE_FAIL_RATE,
                                new dev.throughline.engine.metric.Scope(List.of("acme/shop"), null),
                                day,
                                Basis.COMMIT,
                                null,
                                100)
                        .items())
                .filteredOn(Part.LeftOut.class::isInstance)
                .extracting(Part.LeftOut.class::cast)
                .filteredOn(left -> left.incident() != null)
                .extracting(Part.LeftOut::incident, Part.LeftOut::reason)
                .containsExactly(
                        tuple(incident(73), Exclusion.NOT_CHANGE_RELATED), tuple(incident(72), Exclusion.UNRESOLVED));
    }

    @Test
    void givesTheSameListInPagesOfEverySize() {
        for (int size = 1; size < 10; size++) {
            int limit = size;
            assertThat(paged(after -> deployments.page(ALL, after, limit)))
                    .isEqualTo(deployments.page(ALL, null, 100).items());
            assertThat(paged(after -> services.page(after, limit)))
                    .isEqualTo(services.page(null, 100).items());
            assertThat(paged(after -> incidents.page(IncidentFilter.of(List.of()), after, limit)))
                    .isEqualTo(incidents
                            .page(IncidentFilter.of(List.of()), null, 100)
                            .items());
            assertThat(paged(after -> deployments.commits(deployment(SHOP, 3), after, limit)))
                    .isEqualTo(
                            deployments.commits(deployment(SHOP, 3), null, 100).items());
        }
    }

    private static DeploymentFilter shop() {
        return new DeploymentFilter(List.of("acme/shop"), null, null, null, null, null);
    }

    private List<String> found(DeploymentFilter filter) {
        return deployments.page(filter, null, 100).items().stream()
                .map(ListedDeployment::externalId)
                .toList();
    }

    private static DeploymentCommit commit(
            int digit, Instant authorAt, boolean isMerge, @Nullable Integer leadSeconds, @Nullable Exclusion excluded) {
        return new DeploymentCommit(
                sha(digit),
                authorAt,
                isMerge,
                leadSeconds,
                StartProvenance.PR_COMMITS,
                Link.By.PUSH,
                null,
                null,
                excluded,
                List.of(Flag.STALE));
    }

    private static <T> List<T> paged(Function<@Nullable Position, Page<T>> list) {
        List<T> items = new ArrayList<>();
        Position after = null;
        do {
            Page<T> page = list.apply(after);
            items.addAll(page.items());
            after = page.next();
        } while (after != null);
        return items;
    }
}
