package dev.throughline.server.transfer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses of pages, which a report has only for display. */
final class Addresses {

    private static final int LONGEST = 2000;

    private Addresses() {}

    /** The address in a text; empty if it is not one, or has a user or password. */
    static Optional<String> page(String text) {
        if (text.length() > LONGEST || !text.matches("https?://.+")) {
            return Optional.empty();
        }
        try {
            URI address = new URI(text);
            return address.getHost() != null && address.getUserInfo() == null ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
