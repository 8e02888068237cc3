package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.commit;
import static dev.throughline.engine.story.Story.sha;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Which service an incident of a pager belongs to, whatever arrives first. */
class PagersIT {

    private static final String ACCOUNT = "acme.pager.example";

    private final Story shop = new Story("acme/Shop")
            .push("main", null, "08:00", commit("a", "07:00"))
            .deploy("s", "a", "10:00");
    private final Story till = new Story("acme/till")
            .push("main", null, "08:00", commit("b", "07:00"))
            .deploy("t", "b", "10:00");
    private final Story pager = new Story(Story.PAGER, ACCOUNT);

    @Test
    void takesThemByTheFirstGlobThatMatches() {
        pager.incident(1, "10:10", null).about("PIJ90N7", "Checkout API");
        pager.incident(2, "10:10", null).about("x", "checkout web");
        pager.incident(3, "10:10", null).about("x", "ledger");
        pager.incident(4, "10:10", null).about("service=checkout-eu", "severity=critical");
        Engine engine = new Engine();

        engine.configure(catalog(
                service("rest", "*"),
                service("api", "Pager:pij*", "elsewhere:*"),
                service("eu", "pager:SERVICE=checkout-??"),
                service("all", "*:checkout *", "pager:PIJ90N7")));

        assertThat(engine.record(pager.facts()).paged()).containsExactly("1: api", "2: all", "3: rest", "4: eu");
    }

    @Test
    void takesThemByNameWhereNoGlobDoes() {
        pager.incident(1, "10:10", null).about("p1", "ACME/till", "acme/shop");
        pager.incident(2, "10:10", null).about("p2", "billing");
        pager.incident(3, "10:10", null).about("p3", "acme/shop");
        pager.incident(4, "10:10", null).about(ACCOUNT);
        pager.incident(5, "10:10", null);
        Engine engine = new Engine();
        engine.configure(catalog(service("billing"), service("web", "pager:p3")));

        engine.record(shop.facts()).record(till.facts()).record(pager.facts());

        assertThat(engine.paged()).containsExactly("1: acme/till", "2: billing", "3: web", "4:", "5:");
        assertThat(engine.services()).noneMatch(service -> service.startsWith(ACCOUNT));
    }

    @Test
    void movesThemWhenTheConfigurationChanges() {
        pager.incident(1, "10:10", "11:00").about("p1", "acme/till");
        Engine engine = new Engine()
                .record(shop.facts())
                .record(till.facts())
                .record(pager.facts())
                .derive();
        assertThat(engine.deployment(till, "t").failed()).isTrue();
        List<String> expected = engine.everything();

        assertThat(engine.configure(catalog(service("acme/shop", "pager:p*"))))
                .containsExactly("acme/shop", "acme/till");
        engine.derive();
        assertThat(engine.deployment(till, "t").failed()).isFalse();
        assertThat(engine.deployment(shop, "s").failed()).isTrue();

        engine.configure(Catalog.EMPTY);
        assertThat(engine.derive().everything()).isEqualTo(expected);
    }

    @Test
    void movesThemWhenTheirPagerDoes() {
        pager.incident(1, "10:10", null).about("acme/shop");
        Engine engine = new Engine()
                .record(shop.facts())
                .record(till.facts())
                .record(pager.facts())
                .derive();
        assertThat(engine.deployment(shop, "s").failed()).isTrue();

        pager.incident(1, "10:10", "11:00").about("acme/till");
        engine.record(pager.facts()).derive();

        assertThat(engine.deployment(shop, "s").failed()).isFalse();
        assertThat(engine.deployment(till, "t").recoverySeconds()).isEqualTo(3000);
    }

    @Test
    void movesThemWhenTheirServiceComesOrGoes() {
        pager.incident(1, "10:10", null).about("acme/shop", "acme/store");
        Engine engine = new Engine().record(pager.facts()).derive();
        assertThat(engine.paged()).containsExactly("1:");

        engine.record(shop.facts()).derive();
        assertThat(engine.paged()).containsExactly("1: acme/Shop");
        assertThat(engine.deployment(shop, "s").failed()).isTrue();

        engine.record(shop.renamed("acme/kiosk", "12:00").facts()).derive();
        assertThat(engine.paged()).containsExactly("1:");
        assertThat(engine.deployment(shop, "s").failed()).isFalse();

        engine.record(shop.renamed("acme/store", "13:00").facts()).derive();
        assertThat(engine.paged()).containsExactly("1: acme/store");
        assertThat(engine.deployment(shop, "s").failed()).isTrue();
    }

    @Test
    void forgetsAServiceThatTheyWereAbout() {
        pager.incident(1, "10:10", null).about("billing");
        Engine engine = new Engine();
        engine.configure(catalog(service("billing")));
        engine.record(pager.facts()).derive();
        assertThat(engine.paged()).containsExactly("1: billing");

        engine.configure(Catalog.EMPTY);

        assertThat(engine.derive().paged()).containsExactly("1:");
        assertThat(engine.services()).isEmpty();
    }

    @Test
    void countsThemWhereTheyNameTheirCause() {
        pager.incident(1, "12:00", "13:00", sha("a").value()).about("acme/till");
        pager.incident(2, "12:00", "13:00", sha("b").value()).about("nobody");
        Engine engine = new Engine()
                .record(shop.facts())
                .record(till.facts())
                .record(pager.facts())
                .derive();

        assertThat(engine.evidence(shop.deployment("s"))).containsExactly("declared " + pager.incident(1) + " null");
        assertThat(engine.evidence(till.deployment("t"))).containsExactly("declared " + pager.incident(2) + " null");
    }

    @Test
    void readsNumbersOfChangesOnlyWithTheirRepository() {
        shop.merged(5, "topic", "a", "07:10", "08:00", "a");
        pager.incident(1, "12:00", null, "#5").about("acme/shop");
        pager.incident(2, "12:00", null, "github.com/acme/shop#5");
        Engine engine = new Engine().record(shop.facts()).record(pager.facts()).derive();

        assertThat(engine.evidence(shop.deployment("s")))
                .containsExactlyInAnyOrder(
                        "window " + pager.incident(1) + " null", "declared " + pager.incident(2) + " null");
    }

    @Test
    void countsThemOnceTheirOpeningIsTold() {
        pager.incident(1, "10:10", "11:00").about("acme/shop").withoutOpening();
        Engine engine = new Engine().record(shop.facts()).record(pager.facts()).derive();
        assertThat(engine.deployment(shop, "s").failed()).isFalse();

        pager.incident(1, "10:10", null).about("acme/shop");
        engine.record(pager.facts()).derive();

        assertThat(engine.deployment(shop, "s").recoverySeconds()).isEqualTo(3000);
    }

    @Test
    void takesThoseOfASourceOfServicesByWhatTheyAreAbout() {
        Story events = Story.beside(Story.REPORTS, "incidents of a cluster");
        events.incident(1, "10:10", null).about("acme/shop");
        Engine engine = new Engine().record(events.facts()).derive();
        assertThat(engine.services()).isEmpty();

        engine.record(shop.facts()).record(till.facts()).derive();
        assertThat(engine.services()).containsExactly("acme/Shop: s", "acme/till: t");
        assertThat(engine.deployment(shop, "s").failed()).isTrue();

        engine.configure(catalog(service("acme/till", "reports:acme/*")));
        engine.derive();
        assertThat(engine.deployment(shop, "s").failed()).isFalse();
        assertThat(engine.deployment(till, "t").failed()).isTrue();
    }

    @RepeatedTest(4)
    void isTheSameForAnyOrder(RepetitionInfo repetition) {
        shop.renamed("acme/store", "13:00");
        pager.incident(1, "10:10", null).about("p1", "acme/shop");
        pager.incident(1, "10:10", "11:00").about("p1", "acme/store");
        pager.incident(2, "10:20", null).about("acme/till");
        pager.incident(2, "10:25", "11:00").about("acme/till").withoutOpening();
        pager.incident(3, "10:30", null).about(ACCOUNT, "kiosk");
        Catalog catalog = catalog(service("kiosk"), service("web", "pager:x"));
        Story stranger = Story.reportedOf(ACCOUNT).deploy("r", "z", "10:05");
        List<List<Fact>> all = Stream.of(shop, till, stranger, pager)
                .flatMap(story -> deliveries(story).stream())
                .toList();
        Engine first = new Engine();
        first.configure(catalog);
        all.forEach(first::record);
        List<String> expected = first.derive().everything();
        assertThat(first.paged()).containsExactly("1: acme/store", "2: acme/till", "3: " + ACCOUNT);

        Random random = new Random(repetition.getCurrentRepetition());
        List<List<Fact>> arrivals = new ArrayList<>(all);
        arrivals.addAll(all);
        Collections.shuffle(arrivals, random);
        int configuredAt = random.nextInt(arrivals.size());
        Engine engine = new Engine();
        for (int i = 0; i < arrivals.size(); i++) {
            if (i == configuredAt) {
                engine.configure(catalog);
            }
            engine.record(arrivals.get(i)).derive();
        }

        assertThat(engine.paged()).isEqualTo(first.paged());
        assertThat(engine.everything()).isEqualTo(expected);
    }

    /** Each fact comes with the first name of its repository, and a status with its deployment. */
    private static List<List<Fact>> deliveries(Story story) {
        List<List<Fact>> deliveries = new ArrayList<>();
        for (Fact fact : story.facts()) {
            if (fact instanceof DeploymentStatus) {
                deliveries.getLast().add(fact);
            } else {
                deliveries.add(new ArrayList<>(List.of(story.facts().getFirst(), fact)));
            }
        }
        return deliveries;
    }

    private static Catalog catalog(Catalog.Service... services) {
        return new Catalog(Arrays.asList(services), List.of());
    }

    private static Catalog.Service service(String name, String... incidents) {
        return new Catalog.Service(
                name, null, List.of(), List.of(), List.of(), List.of(), Arrays.asList(incidents), null);
    }
}
