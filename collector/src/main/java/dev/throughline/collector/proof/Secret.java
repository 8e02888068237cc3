package dev.throughline.collector.proof;

import java.nio.charset.StandardCharsets;

/** A value that is never printed. */
public record Secret(String value) {

    public Secret {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
    }

    /** Its bytes, as a sender signs with them. */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
