package dev.throughline.collector.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.Delivery;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Envelopes;
import dev.throughline.collector.source.FourKeysMark;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalizer;
import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Source;
import dev.throughline.engine.fact.SourceTraits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DropInTest {

    private static final List<Sender> SENDERS = List.of(
            new Sender("github", "github", 4, "User-Agent", "GitHub-Hookshot"),
            new Sender("github-emea", "github", 4, "User-Agent", "GitHub-Hookshot"),
            new Sender("gitlab", "gitlab", 1, "X-Gitlab-Event", ""),
            new Sender("tekton", "tekton", 2, "Ce-Type", "tekton"),
            new Sender("gitea", "gitea", 3, "X-Gitea-Event", ""),
            new Sender("circleci", "circleci", 5, "Circleci-Event-Type", ""),
            new Sender("pagerduty", "pagerduty", 6, "X-Pagerduty-Signature", ""));

    @Test
    void tellsEachSenderByItsMark() {
        assertThat(reader("X-Gitlab-Event", "Push Hook")).isEqualTo("gitlab");
        assertThat(reader("Ce-Type", "dev.tekton.event.pipelinerun.successful.v1"))
                .isEqualTo("tekton");
        assertThat(reader("User-Agent", "GitHub-Hookshot/cd33156")).isEqualTo("github");
        assertThat(reader("Circleci-Event-Type", "workflow-completed")).isEqualTo("circleci");
        assertThat(reader("X-PagerDuty-Signature", "v1=00")).isEqualTo("pagerduty");
    }

    @Test
    void knowsNobodyElse() {
        assertThat(reader("User-Agent", "curl/8.5.0")).isNull();
        assertThat(reader("User-Agent", "github-hookshot/1")).isNull();
        assertThat(reader("Ce-Type", "dev.cdevents.service.deployed.0.2.0")).isNull();
        assertThat(reader("X-GitHub-Event", "push")).isNull();
        assertThat(new DropIn(new Normalizers(List.of()), true).of(Envelopes.with(Map.of("X-Gitlab-Event", "x"))))
                .isEmpty();
    }

    @Test
    void goesByTheOrderOfMarksWhereThereAreSeveral() {
        assertThat(reader(Map.of("User-Agent", "GitHub-Hookshot/1", "X-Gitlab-Event", "push")))
                .isEqualTo("gitlab");
        assertThat(reader(Map.of("Ce-Type", "dev.tekton.event", "X-Gitlab-Event", "push")))
                .isEqualTo("gitlab");
        assertThat(reader(Map.of("User-Agent", "GitHub-Hookshot/1", "Ce-Type", "dev.tekton.event")))
                .isEqualTo("tekton");
        assertThat(reader(Map.of("User-Agent", "GitHub-Hookshot/1", "X-Gitea-Event", "push")))
                .isEqualTo("gitea");
        assertThat(reader(Map.of("Circleci-Event-Type", "x", "X-Pagerduty-Signature", "v1=00")))
                .isEqualTo("circleci");
    }

    @Test
    void keepsWhatIsMadeUpApartWhereItIsTakenAtAll() {
        Map<String, String> push = Map.of("User-Agent", "GitHub-Hookshot/mock", "Mock", "True");
        assertThat(reader(false, push)).isNull();
        assertThat(reader(true, push)).isEqualTo("githubmock");
        assertThat(dropIn(true).of(Envelopes.with(push)).orElseThrow().source().name())
                .as("who has to prove itself")
                .isEqualTo("github");
    }

    @Test
    void takesNoNoteOfTheWordOnOthers() {
        Map<String, String> run = Map.of("Ce-Type", "dev.tekton.event", "Mock", "True");
        assertThat(reader(false, run)).isEqualTo("tekton");
        assertThat(reader(true, run)).isEqualTo("tekton");
    }

    @Test
    void takesWeakerProofsOnlyWhereItIsToldTo() {
        Envelope push = Envelopes.with(Map.of("User-Agent", "GitHub-Hookshot/1"));
        assertThat(dropIn(false).of(push).orElseThrow().source().authenticate(push, new byte[0]))
                .isFalse();
        assertThat(dropIn(true).of(push).orElseThrow().source().authenticate(push, new byte[0]))
                .isTrue();
    }

    private static @Nullable String reader(String header, String value) {
        return reader(Map.of(header, value));
    }

    private static @Nullable String reader(Map<String, String> headers) {
        return reader(false, headers);
    }

    private static @Nullable String reader(boolean isCompatible, Map<String, String> headers) {
        return dropIn(isCompatible)
                .of(Envelopes.with(headers))
                .map(DropIn.Addressee::reader)
                .orElse(null);
    }

    private static DropIn dropIn(boolean isCompatible) {
        return new DropIn(
                new Normalizers(Stream.concat(SENDERS.stream(), Stream.of(new Reader("githubmock")))
                        .toList()),
                isCompatible);
    }

    private record Reader(String name) implements Normalizer {

        @Override
        public SourceTraits traits() {
            return SourceTraits.ofCommits(name, SourceTraits.Precedence.FORGE);
        }

        @Override
        public Normalization normalize(Delivery delivery) {
            return new Normalization.Ignored("nothing is read here");
        }
    }

    /** A source that Four Keys knew, and that nobody can prove to be but there. */
    private record Sender(String name, String kind, FourKeysMark mark, boolean isInFourKeys) implements Source {

        Sender(String name, String kind, int rank, String header, String word) {
            this(name, kind, new FourKeysMark(rank, header, word), false);
        }

        @Override
        public SourceTraits traits() {
            return SourceTraits.ofCommits(kind, SourceTraits.Precedence.FORGE);
        }

        @Override
        public List<FourKeysMark> fourKeysMarks() {
            return List.of(mark);
        }

        @Override
        public Source asInFourKeys() {
            return new Sender(name, kind, mark, true);
        }

        @Override
        public boolean isSigned(Envelope envelope) {
            return isInFourKeys;
        }

        @Override
        public boolean authenticate(Envelope envelope, byte[] body) {
            return isInFourKeys;
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
