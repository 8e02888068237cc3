package dev.throughline.dashboard.badge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The look of a badge, with the names that Shields uses. */
public enum BadgeStyle {
    FLAT(20, 3, 14),
    FLAT_SQUARE(20, 0, 14),
    FOR_THE_BADGE(28, 0, 18);

    private final int height;
    private final int radius;
    private final int baseline;

    BadgeStyle(int height, int radius, int baseline) {
        this.height = height;
        this.radius = radius;
        this.baseline = baseline;
    }

    int height() {
        return height;
    }

    int radius() {
        return radius;
    }

    /** The position of its text, from the top. */
    int baseline() {
        return baseline;
    }

    /** The large one shouts, and letters have more room. */
    boolean isLarge() {
        return this == FOR_THE_BADGE;
    }

    /** Its name in an address. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<BadgeStyle> named(String word) {
        return Arrays.stream(values())
                .filter(style -> style.word().equals(word))
                .findAny();
    }
}
