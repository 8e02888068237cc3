package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void acceptsEachOfSeveralValues() {
        Secret secret = Secret.of("old, new");

        assertThat(secret.accepts("old")).isTrue();
        assertThat(secret.accepts("new")).isTrue();
        assertThat(secret.accepts("old, new")).isFalse();
        assertThat(secret.accepts("ol")).isFalse();
    }

    @Test
    void acceptsNothingEmpty() {
        assertThat(Secret.of(" , ").accepts("")).isFalse();
        assertThat(Secret.of("a,").accepts("")).isFalse();
    }

    @Test
    void neverPrintsItself() {
        assertThat(Secret.of("hush")).hasToString("***");
    }
}
