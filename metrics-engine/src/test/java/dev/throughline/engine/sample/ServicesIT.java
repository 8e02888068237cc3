package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.story.Story;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Which service a deployment belongs to, whatever arrives first. */
class ServicesIT {

    private final Story shop = new Story("acme/shop")
            .push("main", null, "09:00", commit("a", "08:00"))
            .push("main", "a", "10:00", commit("b", "09:30"))
            .deploy("1", "a", "09:10")
            .deploy("2", "b", "10:10");
    private final Story reported = Story.reportedOf("acme/shop").deploy("r", "b", "12:00");

    @Test
    void meetsWhatIsReportedOfAServiceAndItsRepository() {
        List<String> repositoryFirst = derived(shop.facts(), reported.facts()).everything();
        Engine reportFirst = derived(reported.facts(), shop.facts());

        assertThat(reportFirst.services()).containsExactly("acme/shop: 1 2 r");
        assertThat(reportFirst.everything()).isEqualTo(repositoryFirst);
    }

    @Test
    void movesAReportThatCameBeforeTheOldNameOfTheRepository() {
        shop.renamed("acme/store", "13:00");
        List<Fact> unnamed = shop.facts().stream()
                .filter(fact -> fact != shop.facts().getFirst())
                .toList();
        Engine engine = derived(unnamed, reported.facts());
        assertThat(engine.services()).containsExactly("acme/shop: r", "acme/store: 1 2");

        engine.record(shop.facts()).derive();

        assertThat(engine.services()).containsExactly("acme/store: 1 2 r");
        assertThat(engine.deployment(reported, "r").kind()).isEqualTo("redeploy");
    }

    @Test
    void leavesTheNameToARepositoryThatTakesIt() {
        shop.renamed("acme/store", "13:00");
        Story other = new Story("acme/till").renamed("acme/shop", "14:00").deploy("9", "z", "15:00");
        Engine engine = derived(shop.facts(), reported.facts());
        assertThat(engine.services()).containsExactly("acme/store: 1 2 r");

        engine.record(other.facts()).derive();

        assertThat(engine.services()).containsExactly("acme/shop: r 9", "acme/store: 1 2");
        assertThat(engine.deployment(reported, "r").kind()).isEqualTo("initial");
    }

    @Test
    void tellsRepositoriesOfOneNumberAndNameApartByTheirHosts() {
        Story server = new Story("git.corp.example", "acme/shop").deploy("1", "z", "09:00");
        List<String> expected = List.of("acme/shop: 1 2 r", "git.corp.example/acme/shop: 1");

        Engine engine = derived(shop.facts(), reported.facts(), server.facts());
        assertThat(engine.services()).isEqualTo(expected);
        Engine serverFirst = derived(server.facts());
        assertThat(serverFirst.services()).containsExactly("acme/shop: 1");
        serverFirst.record(reported.facts()).derive();
        serverFirst.record(shop.facts()).derive();
        assertThat(serverFirst.services()).isEqualTo(expected);
        assertThat(serverFirst.everything()).isEqualTo(engine.everything());
    }

    @Test
    void leavesANameToTheHostThatComesFirst() {
        Story second = new Story("b.example", "acme/kiosk").deploy("1", "z", "09:00");
        Story first = new Story("a.example", "acme/kiosk").deploy("2", "z", "09:00");
        Story gitLab = new Story("gitlab.com", "acme/kiosk").deploy("3", "z", "09:00");
        Story gitHub = new Story("github.com", "acme/kiosk").deploy("4", "z", "09:00");

        Engine engine = derived(second.facts());
        assertThat(engine.services()).containsExactly("acme/kiosk: 1");
        engine.record(first.facts()).derive();
        assertThat(engine.services()).containsExactly("acme/kiosk: 2", "b.example/acme/kiosk: 1");
        engine.record(gitLab.facts()).derive();
        assertThat(engine.services())
                .containsExactly("a.example/acme/kiosk: 2", "acme/kiosk: 3", "b.example/acme/kiosk: 1");
        engine.record(gitHub.facts()).derive();
        assertThat(engine.services())
                .containsExactly(
                        "a.example/acme/kiosk: 2",
                        "acme/kiosk: 4",
                        "b.example/acme/kiosk: 1",
                        "gitlab.com/acme/kiosk: 3");
    }

    @Test
    void isTheSameForAnyOrder() {
        shop.renamed("acme/store", "13:00");
        Story other = new Story("acme/till").renamed("acme/shop", "14:00").deploy("9", "z", "15:00");
        List<Fact> all = new ArrayList<>(Stream.of(shop, reported, other)
                .flatMap(story -> story.facts().stream())
                .toList());
        List<String> expected = derived(all).everything();

        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(all, new Random(seed));
            Engine engine = new Engine();
            for (Fact fact : all) {
                try {
                    engine.record(List.of(fact)).derive();
                } catch (DataIntegrityViolationException e) {
                    // a status alone, before its deployment: they come in one delivery
                }
            }
            engine.record(all).derive();
            assertThat(engine.everything()).isEqualTo(expected);
        }
    }

    @SafeVarargs
    private static Engine derived(List<Fact>... arrivals) {
        Engine engine = new Engine();
        for (List<Fact> facts : arrivals) {
            engine.record(facts).derive();
        }
        return engine;
    }
}
