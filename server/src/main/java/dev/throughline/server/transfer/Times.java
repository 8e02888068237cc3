package dev.throughline.server.transfer;

import java.time.Instant;

/** Times as the REST API takes them: from 1970 to 9999. */
final class Times {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** The time itself, or what is nearest to it. */
    static String reportable(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH.toString();
        }
        return (time.isAfter(LAST) ? LAST : time).toString();
    }
}
