package dev.throughline.engine.metric.postgres;

import dev.throughline.engine.metric.Interval;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.TooManyBuckets;
import dev.throughline.engine.metric.UnknownZone;
import dev.throughline.engine.metric.Window;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Arguments of the SQL functions, and what they refuse. */
final class Question {

    private static final String TOO_MANY = "54000";
    private static final String BAD_VALUE = "22023";

    private Question() {}

    /** Names of services as a parameter: null for all. */
    static String @Nullable [] names(Scope scope) {
        return scope.services().isEmpty() ? null : scope.services().toArray(String[]::new);
    }

    /** The bucket of {@code bucket_edges}; null for none. */
    static @Nullable String word(@Nullable Interval interval, Profile profile) {
        if (interval == null) {
            return null;
        }
        return profile == Profile.FOURKEYS && interval == Interval.WEEK ? "sunday_week" : interval.word();
    }

    /** PostgreSQL would take +02:00 for west of Greenwich, as POSIX does. */
    static String name(ZoneId zone) {
        if (zone.normalized().equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        if (!ZoneId.getAvailableZoneIds().contains(zone.getId())) {
            throw UnknownZone.named(zone);
        }
        return zone.getId();
    }

    static RuntimeException explained(DataAccessException e, Window window, @Nullable Interval interval) {
        String state = e.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
        if (TOO_MANY.equals(state) && interval != null) {
            return TooManyBuckets.in(window, interval);
        }
        return BAD_VALUE.equals(state) ? UnknownZone.named(window.zone()) : e;
    }
}
