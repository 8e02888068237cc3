package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Positions as clients see them: opaque text, safe in a URL. For a list over a window it also has the instant at which the first part was
 * requested, from which a window without an explicit end follows.
 */
final class Cursor {

    private static final Pattern DECODED =
            Pattern.compile("(\\P{Cntrl}+)\n([0-9a-f-]{1,128})(?:\n([0-9TZ:.-]{1,40}))?");

    private Cursor() {}

    static String of(Position position) {
        return encoded(position.key() + '\n' + position.id());
    }

    /** @param asked when the first part was asked for */
    static String of(Position position, Instant asked) {
        return encoded(position.key() + '\n' + position.id() + '\n' + asked);
    }

    /** A clock that stands at when the first part was asked for; the one given when the cursor does not say. */
    static Clock asked(String cursor, Clock clock) {
        String asked = decoded(cursor).group(3);
        try {
            return asked == null ? clock : Clock.fixed(TimeParameter.storable(Instant.parse(asked)), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw notMadeHere(cursor);
        }
    }

    /** A position in a list that is sorted by name. */
    static Position inNames(String cursor) {
        MatchResult parts = decoded(cursor);
        return new Position(parts.group(1), parts.group(2));
    }

    /** A position in a list that is sorted by time. */
    static Position inTime(String cursor) {
        Position position = inNames(cursor);
        try {
            TimeParameter.storable(position.at());
        } catch (DateTimeException e) {
            throw notMadeHere(cursor);
        }
        return position;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MatchResult decoded(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            Matcher parts = DECODED.matcher(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
            if (parts.matches()) {
                return parts;
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw notMadeHere(cursor);
        }
        throw notMadeHere(cursor);
    }

    private static BadParameter notMadeHere(String cursor) {
        return new BadParameter("after", cursor, "the next of an earlier answer to the same request");
    }
}
