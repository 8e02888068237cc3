package dev.throughline.server.transfer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as written by databases, and as accepted by the REST API: from 1970 to 9999. */
final class Times {

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** What databases write: {@code 2026-01-05 09:00:00.123 UTC}. */
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?) ?(UTC|Z|[+-]\\d{2}(?::?\\d{2})?)?(?: UTC)?");

    private Times() {}

    /** The time itself, or the nearest possible one. */
    static String reportable(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH.toString();
        }
        return (time.isAfter(LAST) ? LAST : time).toString();
    }

    /** The time in a text, in UTC if it names no zone; null when it is not a time. */
    static @Nullable Instant read(@Nullable String text) {
        Matcher parts = TIME.matcher(text == null ? "" : text.strip());
        if (!parts.matches()) {
            return null;
        }
        String zone = parts.group(3);
        String offset = zone == null || zone.equals("UTC") ? "Z" : zone;
        if (offset.matches("[+-]\\d{2}")) {
            offset += ":00";
        } else if (offset.matches("[+-]\\d{4}")) {
            offset = offset.substring(0, 3) + ":" + offset.substring(3);
        }
        try {
            return OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + offset)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
