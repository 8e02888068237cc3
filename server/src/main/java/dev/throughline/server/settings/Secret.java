package dev.throughline.server.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/** Text that never prints itself: one secret, or several separated by commas that are all valid. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself, to be passed on and never to be logged. */
    public String reveal() {
        return text;
    }

    /** One of the valid values, to be shown on request. */
    public String first() {
        return values().isEmpty() ? "" : values().getFirst();
    }

    boolean isBlank() {
        return text.isBlank();
    }

    /** Whether the candidate is one of the valid values. Takes the same time for any candidate of the same length. */
    public boolean accepts(String candidate) {
        byte[] asked = candidate.getBytes(StandardCharsets.UTF_8);
        boolean accepted = false;
        for (String value : values()) {
            accepted |= MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), asked);
        }
        return accepted;
    }

    /** All valid values, to derive keys from and never to be logged. */
    public List<String> values() {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "***";
    }
}
