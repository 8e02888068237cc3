package dev.throughline.engine.fact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Full hash of a commit: 40 hex digits (64 in a SHA-256 repository), lower case. */
public record CommitSha(String value) implements Comparable<CommitSha> {

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern ZEROS = Pattern.compile("0+");

    public CommitSha {
        if (!HASH.matcher(value).matches()) {
            throw new IllegalArgumentException("not a commit hash: '" + value + "'");
        }
    }

    /** The hash in any case; git's all-zero placeholder for "no commit" is none. */
    public static Optional<CommitSha> parse(String text) {
        return ZEROS.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(new CommitSha(text.toLowerCase(Locale.ROOT)));
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
