package dev.throughline.dashboard.source;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A repository whose history is read by the API of its source, or was, or could not be.
 *
 * @param state {@code waiting}, {@code running}, {@code limited}, {@code done}, {@code failed} or {@code stopped}
 * @param detail why it does not continue; null when there is nothing to say
 * @param resumesAt when it continues by itself; null when it does not wait
 * @param deployments how many were read, like all that follow
 * @param expected roughly how many things there are to read at most; null when unknown
 */
public record PastReading(
        String repository,
        String state,
        @Nullable String detail,
        @Nullable Instant resumesAt,
        long deployments,
        long changes,
        long incidents,
        long commits,
        @Nullable Long expected) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Whether it changes without anybody doing anything. */
    public boolean isUnderWay() {
        return state.equals("waiting") || state.equals("running") || state.equals("limited");
    }

    /** When it continues by itself, to the minute in UTC; null when it does not wait. */
    public @Nullable String resumes() {
        return resumesAt == null ? null : MINUTE.format(resumesAt) + " UTC";
    }

    /** How much of it has been read, in percent; null when unknown. */
    public @Nullable Long percent() {
        long read = deployments + changes + incidents + commits;
        return !isUnderWay() || expected == null || expected == 0 ? null : Math.min(99, 100 * read / expected);
    }
}
