package dev.throughline.dashboard.badge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.throughline.dashboard.benchmark.Reading;
import dev.throughline.dashboard.wording.Wording;
import org.jspecify.annotations.Nullable;

/**
 * A badge in the schema of the Shields endpoint, whose names are camelCase. Shields refuses a badge with any other key.
 *
 * @param message never empty
 * @param color of the right side, six hexadecimal digits
 * @param style absent unless one was chosen: Shields then takes its own
 * @param isError whether the message says what is wrong with the address; absent unless it does
 */
record Badge(
        @JsonProperty("schemaVersion") int schemaVersion,
        String label,
        String message,
        String color,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String style,

        @JsonProperty("isError") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Boolean isError) {

    private static final int VERSION = 1;
    private static final String DATA = "#3b6ea5";
    private static final String NO_DATA = "#6e7781";

    /** By {@link Reading#standing()}. White on each has a contrast of at least 4.5. */
    private static final String[] STANDINGS = {"#1a7f37", "#4d7312", "#8a6100", "#b54708"};

    /** @param reading how the value compares with a benchmark; null for a badge that does not judge, or a value that cannot be compared */
    static Badge of(String label, String message, @Nullable BadgeStyle style, @Nullable Reading reading) {
        return new Badge(VERSION, label, message, color(message, reading), word(style), null);
    }

    /** A badge that says what is wrong with its address. */
    static Badge wrong(String label, String message, @Nullable BadgeStyle style) {
        return new Badge(VERSION, label, message, NO_DATA, word(style), true);
    }

    private static String color(String message, @Nullable Reading reading) {
        if (message.equals(Wording.NOTHING)) {
            return NO_DATA;
        }
        Integer standing = reading == null ? null : reading.standing();
        return standing == null ? DATA : STANDINGS[standing];
    }

    private static @Nullable String word(@Nullable BadgeStyle style) {
        return style == null ? null : style.word();
    }
}
