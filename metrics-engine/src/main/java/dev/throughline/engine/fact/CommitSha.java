package dev.throughline.engine.fact;

import java.util.Locale;
import java.util.Optional;

/** Full hash of a commit: 40 hex digits (64 in a SHA-256 repository), lower case. */
public record CommitSha(String value) implements Comparable<CommitSha> {

    private static final int SHORT = 7;

    public CommitSha {
        if (!isHash(value)) {
            throw new IllegalArgumentException("not a commit hash: '" + value + "'");
        }
    }

    /** By hand: each commit is checked about ten times on its way, and a regular expression takes twice as long. */
    private static boolean isHash(String value) {
        int length = value.length();
        if (length != 40 && length != 64) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char digit = value.charAt(i);
            if (!(digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The hash, ignoring case; empty for git's all-zero placeholder for "no commit". */
    public static Optional<CommitSha> parse(String text) {
        return !text.isEmpty() && text.chars().allMatch(digit -> digit == '0')
                ? Optional.empty()
                : Optional.of(new CommitSha(text.toLowerCase(Locale.ROOT)));
    }

    /** The hash in a text, ignoring case; empty for anything else, such as the name of a branch. */
    public static Optional<CommitSha> find(String text) {
        String hash = text.toLowerCase(Locale.ROOT);
        return isHash(hash) ? parse(hash) : Optional.empty();
    }

    /** As many of its digits as forges show. */
    public String shortened() {
        return shortened(value);
    }

    /** The same for a stored hash; a shorter one stays as it is. */
    public static String shortened(String hash) {
        return hash.length() > SHORT ? hash.substring(0, SHORT) : hash;
    }

    @Override
    public int compareTo(CommitSha other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
