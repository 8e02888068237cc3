package dev.throughline.dashboard.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.sample.Exclusion;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InWordsTest {

    @Test
    void hasWordsForFilesThatAreNoneOfAService() {
        assertThat(InWords.of(Exclusion.PATH)).isEqualTo("it changes no file of this service");
        assertThat(InWords.of(Exclusion.UNKNOWN_PATHS))
                .isEqualTo("which files it changes is not known, so it may belong to another service");
    }

    @Test
    void givesEachReasonWordsOfItsOwn() {
        assertThat(Arrays.stream(Exclusion.values()).map(InWords::of)).doesNotHaveDuplicates();
    }
}
