package dev.throughline.engine.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.history.IncidentFilter;
import dev.throughline.engine.history.UnmappedIncidents;
import dev.throughline.engine.ledger.postgres.PostgresCatalogLedger;
import dev.throughline.engine.ledger.postgres.PostgresLedger;
import dev.throughline.engine.ledger.postgres.PostgresSourceLedger;
import dev.throughline.engine.story.Story;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The incidents of pagers that no service takes. */
class UnmappedIncidentsIT {

    private final DataSource database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(database);
    private final PostgresLedger ledger = new PostgresLedger(jdbc, transactions);
    private final PostgresIncidents incidents = new PostgresIncidents(jdbc);
    private final Story pager = new Story(Story.PAGER, "acme.pager.example");

    @BeforeEach
    void register() {
        new PostgresSourceLedger(jdbc, transactions).register(Story.SOURCES);
    }

    @Test
    void tellsWhatTheyAreAbout() {
        pager.incident(1, "09:00", "10:00").about("P1", " Checkout", " ", "p1");
        pager.incident(2, "11:00", null).about("P1", "Checkout");
        pager.incident(3, "12:00", null).about("p2");
        pager.incident(4, "08:00", null);
        ledger.record(pager.facts());

        assertThat(incidents.unmapped(10))
                .containsExactly(
                        new UnmappedIncidents("pager", List.of("p2"), 1, "Incident 3", Story.at("12:00")),
                        new UnmappedIncidents("pager", List.of("p1", "checkout"), 2, "Incident 2", Story.at("11:00")),
                        new UnmappedIncidents("pager", List.of(), 1, "Incident 4", Story.at("08:00")));
        Story events = Story.beside(Story.REPORTS, "incidents of a cluster")
                .incident(5, "07:00", null)
                .about("p3");
        ledger.record(events.facts());
        assertThat(incidents.unmapped(10))
                .contains(new UnmappedIncidents("reports", List.of("p3"), 1, "Incident 5", Story.at("07:00")));
        assertThat(incidents.unmapped(1)).hasSize(1);
        assertThat(incidents.countUnmapped()).isEqualTo(5);
    }

    @Test
    void saysWhichEntryTakesThem() {
        pager.incident(1, "09:00", null).about("P?1", "Checkout");
        pager.incident(2, "08:00", null);
        ledger.record(pager.facts());

        while (!incidents.unmapped(1).isEmpty()) {
            long before = incidents.countUnmapped();
            configure(incidents.unmapped(1).getFirst().entry());
            assertThat(incidents.countUnmapped()).isLessThan(before);
        }
    }

    @Test
    void leavesOutWhatCountsNowhere() {
        pager.closedAs(1, "09:00", "10:00", Incident.Kind.DUPLICATE).about("p1");
        pager.closedAs(2, "09:00", "10:00", Incident.Kind.ISSUE).about("p1");
        pager.incident(3, "09:00", "10:00").about("p1").withoutOpening();
        Story shared = new Story("acme/mono").incident(4, "09:00", null);
        new PostgresCatalogLedger(jdbc, transactions)
                .apply(new Catalog(List.of(service("a"), service("b")), List.of()));
        ledger.record(pager.facts());
        ledger.record(shared.facts());

        assertThat(incidents.unmapped(10)).isEmpty();
        assertThat(incidents.countUnmapped()).isZero();
        assertThat(incidents.page(IncidentFilter.of(List.of()), null, 10).items())
                .hasSize(2);
    }

    @Test
    void leavesOutWhatIsHeldAgainstADeployment() {
        Story shop = new Story("acme/shop").deploy("1", "a", "10:00");
        pager.incident(1, "11:00", null, shop.deployment("1").toString()).about("p1");
        pager.incident(2, "11:00", null, "fffffff0").about("p1");
        ledger.record(shop.facts());
        ledger.record(pager.facts());
        jdbc.sql("""
                        insert into evidence (service_id, deployment_id, rule, confidence, incident_id)
                        select service_id, id, 'declared', 'declared', :incident from deployment
                        """).param("incident", pager.incident(1)).update();

        assertThat(incidents.countUnmapped()).isOne();
        assertThat(incidents.unmapped(10)).extracting(UnmappedIncidents::title).containsExactly("Incident 2");
    }

    private void configure(String entry) {
        new PostgresCatalogLedger(jdbc, transactions)
                .apply(new Catalog(
                        List.of(new Catalog.Service(
                                "web", null, List.of(), List.of(), List.of(), List.of(), List.of(entry), null)),
                        List.of()));
    }

    private static Catalog.Service service(String name) {
        return new Catalog.Service(
                name, null, List.of("acme/mono"), List.of(), List.of(name), List.of(), List.of(), null);
    }
}
