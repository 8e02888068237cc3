package dev.throughline.engine.sample;

import static dev.throughline.engine.story.Story.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import dev.throughline.engine.story.Story;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What sources say of themselves, before and after their facts came. */
class SourcesIT {

    private final Story shop = new Story("acme/shop")
            .push("main", null, "07:00", commit("a", "07:00"))
            .deploy("1", "a", "07:10")
            .push("main", "a", "08:00", commit("b", "08:00"))
            .deploy("2", "b", "08:10");

    @Test
    void takesForANumberOfAChangeWhatTheSourceWrites() {
        SourceTraits shouting =
                SourceTraits.ofCommits("shouting", Precedence.FORGE).withChangeSign('!');
        Story story = new Story(shouting, "acme/till")
                .push("main", null, "07:00", commit("a", "07:00"))
                .deploy("1", "a", "07:10")
                .push("main", "a", "08:00", commit("b", "08:00"))
                .merged(5, "topic", "b", "07:30", "08:00", "b")
                .deploy("2", "b", "08:10")
                .push("main", "b", "09:00", commit("c", "09:00"))
                .deploy("3", "c", "09:10")
                .incident(1, "10:00", "11:00", "!5")
                .incident(2, "10:00", "11:00", "#5");
        Engine engine = Engine.ofStrangers().record(story.facts()).derive();
        assertThat(engine.evidence(story.deployment("2")))
                .as("#5, as long as nothing is said")
                .containsExactly("declared " + story.incident(2) + " null");

        engine.register(List.of(shouting)).derive();

        assertThat(engine.evidence(story.deployment("2"))).containsExactly("declared " + story.incident(1) + " null");
        assertThat(engine.everything())
                .isEqualTo(new Engine()
                        .register(List.of(shouting))
                        .record(story.facts())
                        .derive()
                        .everything());
    }

    @Test
    void believesWhoeverKnowsBest() {
        Story cluster = new Story(cluster(Precedence.GITOPS), "acme/shop").deploy("seen", "b", "08:12");
        Engine engine = new Engine()
                .register(List.of(cluster(Precedence.GITOPS)))
                .record(shop.facts())
                .record(cluster.facts())
                .derive();
        assertThat(engine.services()).containsExactly("acme/shop: 1 2");

        engine.register(List.of(cluster(Precedence.REPORT))).derive();

        assertThat(engine.services()).containsExactly("acme/shop: 1 seen");
        assertThat(engine.deployment(cluster, "seen").at()).isEqualTo(Story.at("08:10"));
    }

    @Test
    void givesAServiceThatIsToldOfByNameTheCommitsOfItsRepository() {
        shop.renamed("acme/store", "13:00");
        Story reported = Story.reportedOf("acme/shop").deploy("r", "b", "12:00");
        Engine strangers = Engine.ofStrangers()
                .record(shop.facts())
                .record(reported.facts())
                .derive();
        assertThat(strangers.services()).containsExactly("acme/shop: r", "acme/store: 1 2");

        strangers.register(Story.SOURCES).derive();

        assertThat(strangers.services()).containsExactly("acme/store: 1 2 r");
        assertThat(strangers.everything())
                .isEqualTo(new Engine()
                        .record(Stream.concat(shop.facts().stream(), reported.facts().stream())
                                .toList())
                        .derive()
                        .everything());
    }

    @Test
    void derivesNothingAgainWhenNothingIsNews() {
        Engine engine = new Engine().record(shop.facts()).derive();

        engine.register(Story.SOURCES).register(List.of(cluster(Precedence.EVENT)));

        assertThat(engine.due()).isZero();
    }

    private static SourceTraits cluster(Precedence precedence) {
        return SourceTraits.ofServices("cluster", precedence);
    }
}
