package dev.throughline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.fact.SourceTraits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizersTest {

    @Test
    void findsSeveralOfOneKind() {
        Tracker first = new Tracker("jira");
        Tracker second = new Tracker("jira-emea-2");
        Normalizers all = new Normalizers(List.of(first, second, new Reader("api")));

        assertThat(all.source("jira")).containsSame(first);
        assertThat(all.source("jira-emea-2")).containsSame(second);
        assertThat(all.named("jira-emea-2")).containsSame(second);
        assertThat(all.source("jira-emea")).isEmpty();
    }

    @Test
    void tellsApartWhatCanBePostedTo() {
        Tracker tracker = new Tracker("jira");
        Normalizers all = new Normalizers(List.of(new Reader("api"), tracker));

        assertThat(all.named("api")).isPresent();
        assertThat(all.source("api")).isEmpty();
        assertThat(all.sources()).containsExactly(tracker);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Jira",
                "jira_emea",
                "jira-",
                "-jira",
                "jira--emea",
                "jira/emea",
                "2fast",
                "jira emea",
                "größe"
            })
    void refusesAnOddName(String name) {
        assertThatThrownBy(() -> new Normalizers(List.of(new Reader(name))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void refusesANameThatStandsForTwo() {
        assertThatThrownBy(() -> new Normalizers(List.of(new Tracker("jira"), new Reader("jira"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jira");
    }

    private record Reader(String name) implements Normalizer {

        @Override
        public SourceTraits traits() {
            return SourceTraits.ofCommits(name, SourceTraits.Precedence.PIPELINE);
        }

        @Override
        public Normalization normalize(Delivery delivery) {
            return new Normalization.Ignored("nothing is read here");
        }
    }

    private record Tracker(String name) implements Source {

        @Override
        public SourceTraits traits() {
            return SourceTraits.ofCommits(name, SourceTraits.Precedence.PIPELINE);
        }

        @Override
        public boolean isSigned(Envelope envelope) {
            return false;
        }

        @Override
        public boolean authenticate(Envelope envelope, byte[] body) {
            return false;
        }

        @Override
        public String event(Envelope envelope) {
            return "";
        }

        @Override
        public Optional<String> delivery(Envelope envelope) {
            return Optional.empty();
        }

        @Override
        public Normalization normalize(Delivery delivery) {
            return new Normalization.Ignored("nothing is read here");
        }
    }
}
