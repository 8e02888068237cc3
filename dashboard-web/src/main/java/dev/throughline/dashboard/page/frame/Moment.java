package dev.throughline.dashboard.page.frame;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** An instant for people, in the zone that the reader chose, and for machines. */
public record Moment(String text, String iso) {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    public static Moment of(Instant instant, ZoneId zone) {
        return new Moment(MINUTES.format(instant.atZone(zone)), instant.toString());
    }
}
