package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.server.cli.StartRefused;
import org.junit.jupiter.api.Test;

class GitNeededTest {

    @Test
    void takesTheGitOfThisMachine() {
        GitNeeded.check("git");
    }

    @Test
    void refusesAStartWithoutGitInOneLine() {
        assertThatThrownBy(() -> GitNeeded.check("no-such-git"))
                .isInstanceOf(StartRefused.class)
                .hasMessage(
                        "THROUGHLINE_GIT_URL needs git 2.45 or newer, or 2.39.4, but there is no command 'no-such-git':"
                                + " install git, or leave it empty");
        assertThatThrownBy(() -> GitNeeded.check("true"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("says none");
    }
}
