package dev.throughline.collector.payload;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The formats in which senders write times: ISO-8601 with an offset, with or without a colon in it; GitLab's {@code 2021-04-28 21:50:00
 * +0200} and {@code 2016-08-12 15:23:28 UTC}; plain digits are whole seconds since 1970. A time without a zone is not a time, unless its
 * sender is known to mean one.
 */
public final class Times {

    /** The last time that is stored. */
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final String PLAIN = "0000-00-00T00:00:00Z";

    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .appendPattern("HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    /** The zero time in Go and C#, when nothing is set. */
    private static final Pattern NONE =
            Pattern.compile("|0001-01-01[T ]00:00:00(?:\\.0{1,9})?(?:Z| UTC| ?[+-]\\d{2}:?\\d{2})?");

    private Times() {}

    /** Whether a text means that there is no time: an empty one, or the zero time. */
    public static boolean isNone(String text) {
        return NONE.matcher(text).matches();
    }

    /** The time in this text; empty when it has none between 1970 and 9999. */
    public static Optional<Instant> read(String text) {
        return read(text, null).filter(Times::isKept);
    }

    /** Like {@link #read(String)}; a time without a zone is in this one. */
    public static Optional<Instant> readIn(ZoneId zone, String text) {
        return read(text, zone).filter(Times::isKept);
    }

    /** Whether it is within the years that are stored. */
    static boolean isKept(Instant time) {
        return !time.isBefore(Instant.EPOCH) && !time.isAfter(LAST);
    }

    /** Like {@link #readIn}, for any year. */
    static Optional<Instant> read(String text, @Nullable ZoneId zone) {
        try {
            if (isPlain(text)) {
                return Optional.of(plain(text));
            }
            if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            String iso = text.endsWith(" UTC") ? text.substring(0, text.length() - " UTC".length()) + "Z" : text;
            int space = iso.indexOf(' ');
            // GitLab's has blanks for the T and before the offset
            iso = space == "2021-04-28".length()
                    ? iso.substring(0, space) + "T" + iso.substring(space + 1).replace(" ", "")
                    : iso;
            DateTimeFormatter format = zone == null || isZoned(iso) ? ZONED : LOCAL.withZone(zone);
            return Optional.of(Instant.from(format.parse(iso)));
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /** Whether it is in the most common format: {@code 2021-04-28T21:50:00Z}. A formatter takes ten times as long. */
    private static boolean isPlain(String text) {
        if (text.length() != PLAIN.length()) {
            return false;
        }
        for (int i = 0; i < PLAIN.length(); i++) {
            char c = text.charAt(i);
            char form = PLAIN.charAt(i);
            if (form == '0' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static Instant plain(String text) {
        return OffsetDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        0,
                        ZoneOffset.UTC)
                .toInstant();
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    private static boolean isZoned(String iso) {
        int time = iso.indexOf('T');
        return time >= 0 && iso.chars().skip(time).anyMatch(c -> c == 'Z' || c == 'z' || c == '+' || c == '-');
    }

    /** The time given in milliseconds since 1970; empty outside the years that are stored. */
    public static Optional<Instant> ofMillis(long millis) {
        return Optional.of(Instant.ofEpochMilli(millis)).filter(Times::isKept);
    }

    /** UTC, for {@link #readIn}. */
    public static ZoneId utc() {
        return ZoneOffset.UTC;
    }
}
