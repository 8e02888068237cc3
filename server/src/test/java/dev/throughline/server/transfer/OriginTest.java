package dev.throughline.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://github.com/acme/web.git,                  github.com, acme/web
            https://amara:a-secret@GitHub.com/acme/web,       github.com, acme/web
            git@github.com:acme/web.git,                      github.com, acme/web
            ssh://git@gitlab.example.org:2222/acme/shop/web/, gitlab.example.org, acme/shop/web
            """)
    void knowsWhereARepositoryIsAtHome(String address, String host, String name) {
        assertThat(Origin.of(address)).hasValue(new Origin(host, name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/srv/git/web", "../web", "file:///srv/git/web", "C:\\git\\web", "https://github.com/web", ""})
    void knowsNothingOfAFolder(String address) {
        assertThat(Origin.of(address)).isEmpty();
    }

    @Test
    void knowsThePagesOfForges() {
        Origin github = new Origin("github.com", "acme/web");

        assertThat(github.change("7")).isEqualTo("https://github.com/acme/web/pull/7");
        assertThat(github.tag("v1.0+2")).isEqualTo("https://github.com/acme/web/releases/tag/v1.0+2");
        assertThat(github.tag("ünläut")).isNull();
        assertThat(new Origin("git.example.org", "acme/web").tag("v1")).isNull();
    }
}
