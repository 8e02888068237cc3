package dev.throughline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

    @Test
    void isASuccess() {
        assertThat(Reply.NO_CONTENT.status()).isEqualTo(204);
        assertThat(new Reply(200).headers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 102, 199, 300, 304, 403, 503})
    void isNothingThatASenderTakesForAFailure(int status) {
        assertThatThrownBy(() -> new Reply(status))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(status));
    }
}
