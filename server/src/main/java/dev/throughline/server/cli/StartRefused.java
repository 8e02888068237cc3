package dev.throughline.server.cli;

import java.util.Locale;

/** Throughline cannot start as it is configured. The message is one line that names what to change. */
public final class StartRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StartRefused(String line) {
        super(line);
    }

    /** @param line one sentence without a full stop, e.g. "port 8080 is taken: choose another with THROUGHLINE_PORT" */
    public static StartRefused because(String line) {
        return new StartRefused(line);
    }

    /**
     * @param property e.g. {@code throughline.port}
     * @param value what was configured
     * @param expected what would be right, e.g. "a number from 0 to 65535"
     */
    public static StartRefused wrongValue(String property, Object value, String expected) {
        return new StartRefused("%s is '%s', but must be %s".formatted(variable(property), value, expected));
    }

    /** The environment variable that sets a property: {@code throughline.api-token} is {@code THROUGHLINE_API_TOKEN}. */
    public static String variable(String property) {
        return property.replaceAll("\\[\\d+]", "").replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }
}
