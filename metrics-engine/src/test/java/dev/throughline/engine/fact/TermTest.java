package dev.throughline.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.history.IncidentLink;
import dev.throughline.engine.sample.StartProvenance;
import org.junit.jupiter.api.Test;

class TermTest {

    @Test
    void isReadByTheWordThatItIsWrittenAs() {
        for (StartProvenance each : StartProvenance.values()) {
            assertThat(Term.of(StartProvenance.class, each.word())).isEqualTo(each);
        }
        assertThat(StartProvenance.PR_COMMITS.word()).isEqualTo("pr_commits");
        assertThat(Term.wordOf(null)).isNull();
    }

    @Test
    void namesTheWordThatIsNotKnownAndThoseThatAre() {
        assertThatThrownBy(() -> Term.of(IncidentLink.class, "guessed"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'guessed' is none of the words of IncidentLink: explicit, declared, window, unresolved");
    }
}
