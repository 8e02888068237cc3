package dev.throughline.dashboard.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {

    @Test
    void takesAwayWhatTurnsTextAround() {
        IntStream.concat(
                        IntStream.of(0x200E, 0x200F, 0x61C),
                        IntStream.concat(IntStream.rangeClosed(0x202A, 0x202E), IntStream.rangeClosed(0x2066, 0x2069)))
                .forEach(sign -> assertThat(Visible.only("shop" + Character.toString(sign) + "/cart"))
                        .as("%x", sign)
                        .isEqualTo("shop/cart"));
    }

    @Test
    void takesAwayEveryControlCharacterButWhiteSpace() {
        IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7F, 0xA0)).forEach(sign -> {
            String kept = sign == '\t' || sign == '\n' || sign == '\r' ? Character.toString(sign) : "";
            assertThat(Visible.only("a" + Character.toString(sign) + "b")).isEqualTo("a" + kept + "b");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u200B",
                "\u200C",
                "\u200D",
                "\u2060",
                "\u2063",
                "\uFEFF",
                "\u00AD",
                "\u180E",
                "\u115F",
                "\u3164",
                "\uFFA0",
                "\u034F",
                "\u2028",
                "\u2029",
                "\u2800",
                "\uFFF9",
                "\uD800",
                "\uDB40\uDC61",
                "\uDB40\uDD00"
            })
    void takesAwayWhatHasNoShape(String hidden) {
        assertThat(Visible.only("prod" + hidden + "uction")).isEqualTo("production");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "acme/shop #77 “Größe” – 3 %\n",
                "\u05E2\u05D1\u05E8\u05D9\u05EA",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",
                "\uD83D\uDC69\u200D\uD83D\uDCBB \u2764\uFE0F",
                "\u0915\u094D\u200D\u0937",
                "\u0600\u0661",
                "\u65E5\u672C"
            })
    void leavesWhatIsWritten(String text) {
        assertThat(Visible.only(text)).isEqualTo(text);
    }

    @Test
    void showsThatSomethingIsThere() {
        assertThat(Visible.only("\u202E\u200B")).isEqualTo("\uFFFD");
    }
}
