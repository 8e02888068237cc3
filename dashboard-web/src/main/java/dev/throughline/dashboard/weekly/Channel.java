package dev.throughline.dashboard.weekly;

import java.util.Arrays;
import java.util.Locale;

/** How a report reaches people. */
enum Channel {
    MAIL,
    WEBHOOK;

    /** The word for it in the book and in a counter. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a destination, by its name in the book. */
    static Channel of(String key) {
        String word = key.split(":", 2)[0];
        return Arrays.stream(values())
                .filter(channel -> channel.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no destination is called '" + key + "'"));
    }
}
