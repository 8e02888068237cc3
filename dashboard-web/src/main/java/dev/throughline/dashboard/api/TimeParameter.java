package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads points in time: a date, which is its first instant in a zone, or an instant. */
final class TimeParameter {

    private TimeParameter() {}

    /** @throws BadParameter when it is neither a date nor an instant of the years 1 to 9999 */
    static @Nullable Instant of(String parameter, @Nullable String value, ZoneId zone) {
        if (value == null) {
            return null;
        }
        try {
            return storable(
                    value.contains("T")
                            ? OffsetDateTime.parse(value).toInstant()
                            : LocalDate.parse(value).atStartOfDay(zone).toInstant());
        } catch (DateTimeException e) {
            throw new BadParameter(
                    parameter, value, "a date such as 2026-03-01 or an instant such as 2026-03-01T09:00:00Z");
        }
    }

    /** @throws BadParameter when the zone is unknown */
    static ZoneId zone(@Nullable String value) {
        try {
            return value == null ? ZoneOffset.UTC : ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new BadParameter("timezone", value, "an IANA zone such as Europe/Berlin");
        }
    }

    /** @throws DateTimeException when it is out of the years 1 to 9999 */
    static Instant storable(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw new DateTimeException("year " + year + " is not within 1 and 9999");
        }
        return instant;
    }
}
