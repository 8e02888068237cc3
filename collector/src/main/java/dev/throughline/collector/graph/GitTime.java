package dev.throughline.collector.graph;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Reads ISO-8601 times with their offsets. Parsed by hand if written in git's format ({@code %aI}): the two times are half the cost of
 * reading a commit.
 */
final class GitTime {

    private static final String PATTERN = "0000-00-00T00:00:00";
    private static final int LONGEST_OFFSET = 18;

    private GitTime() {}

    /** @throws DateTimeException when it is not such a time */
    static Instant parse(String text) {
        return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
    }

    /** Whether it has whole seconds, two digits for each part (four for the year), and valid hours and minutes. */
    private static boolean isPlain(String text) {
        return follows(text, PATTERN, 0)
                && number(text, 11, 13) < 24
                && number(text, 14, 16) < 60
                && number(text, 17, 19) < 60
                && (isOf(text, "Z") || (isOf(text, "+00:00") || isOf(text, "-00:00")) && isOffset(text));
    }

    private static boolean isOf(String text, String offset) {
        return text.length() == PATTERN.length() + offset.length() && follows(text, offset, PATTERN.length());
    }

    private static boolean isOffset(String text) {
        return number(text, 20, 22) < LONGEST_OFFSET && number(text, 23, 25) < 60;
    }

    /** Whether it has a digit for each 0, and every other character unchanged. */
    private static boolean follows(String text, String pattern, int from) {
        if (text.length() < from + pattern.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            char given = text.charAt(from + i);
            char wanted = pattern.charAt(i);
            if (wanted == '0' ? given < '0' || given > '9' : given != wanted) {
                return false;
            }
        }
        return true;
    }

    private static Instant plain(String text) {
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        long seconds = seconds(number(text, 11, 13), number(text, 14, 16)) + number(text, 17, 19);
        return Instant.ofEpochSecond(day * 86_400 + seconds - offset(text));
    }

    private static long offset(String text) {
        char sign = text.charAt(PATTERN.length());
        if (sign == 'Z') {
            return 0;
        }
        long offset = seconds(number(text, 20, 22), number(text, 23, 25));
        return sign == '-' ? -offset : offset;
    }

    private static long seconds(int hours, int minutes) {
        return hours * 3600L + minutes * 60L;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
    }
}
