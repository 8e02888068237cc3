package dev.throughline.dashboard.api;

import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.engine.history.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Positions as clients see them: opaque text, safe in a URL. */
final class Cursor {

    private static final Pattern DECODED = Pattern.compile("(\\P{Cntrl}+)\n([0-9a-f-]{1,128})");

    private Cursor() {}

    static String of(Position position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((position.key() + '\n' + position.id()).getBytes(StandardCharsets.UTF_8));
    }

    /** A position in a list that is sorted by name. */
    static Position inNames(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            Matcher parts = DECODED.matcher(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
            if (parts.matches()) {
                return new Position(parts.group(1), parts.group(2));
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw notMadeHere(cursor);
        }
        throw notMadeHere(cursor);
    }

    /** A position in a list that is sorted by time. */
    static Position inTime(String cursor) {
        Position position = inNames(cursor);
        try {
            Moment.storable(position.at());
        } catch (DateTimeException e) {
            throw notMadeHere(cursor);
        }
        return position;
    }

    private static BadParameter notMadeHere(String cursor) {
        return new BadParameter("after", cursor, "the next of an earlier answer to the same request");
    }
}
