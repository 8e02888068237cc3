package dev.throughline.engine.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitShaTest {

    private static final String SHA_1 = "0123456789abcdef0123456789abcdef01234567";
    private static final String SHA_256 = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(strings = {SHA_1, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"})
    void isFortyOrSixtyFourHexDigits(String text) {
        assertThat(new CommitSha(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcdef0123456",
                "0123456789abcdef0123456789abcdef012345678",
                "0123456789ABCDEF0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef0123456g",
                "0123456789abcdef0123456789abcdef0123456/",
                "0123456789abcdef0123456789abcdef0123456:",
                "`123456789abcdef0123456789abcdef01234567",
                "0123456789abcdef0123456789abcdef0123456\n"
            })
    void isNothingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CommitSha(text));
    }

    @Test
    void isReadInAnyCase() {
        assertThat(CommitSha.parse(SHA_256.toUpperCase(Locale.ROOT))).contains(new CommitSha(SHA_256));
    }

    @Test
    void isFoundInATextThatMayBeNone() {
        assertThat(CommitSha.find(SHA_256.toUpperCase(Locale.ROOT))).contains(new CommitSha(SHA_256));
        assertThat(CommitSha.find("main")).isEmpty();
        assertThat(CommitSha.find("0".repeat(40))).isEmpty();
    }

    @Test
    void isNoneWhereGitWritesZeros() {
        assertThat(CommitSha.parse("0".repeat(40))).isEmpty();
    }
}
