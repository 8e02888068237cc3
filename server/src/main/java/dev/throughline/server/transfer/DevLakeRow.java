package dev.throughline.server.transfer;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table of DevLake.
 *
 * @param place where it stands, for what is wrong
 * @param columns index of each column
 * @param values an empty one stands for none
 */
record DevLakeRow(String place, Map<String, Integer> columns, List<String> values) {

    /** A value that cannot be used. */
    static final class BadValue extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadValue(String message) {
            super(message);
        }
    }

    /** Empty when it has none. */
    String text(String column) {
        Integer index = columns.get(column);
        return index == null ? "" : values.get(index).strip();
    }

    /** @throws BadValue when it is missing */
    String required(String column) {
        String text = text(column);
        if (text.isEmpty()) {
            throw new BadValue(column + " is missing");
        }
        return text;
    }

    /**
     * Null when it has none.
     *
     * @throws BadValue when it is not a time since 1970
     */
    @Nullable
    Instant time(String column) {
        String text = text(column);
        // MySQL's own word for none
        if (text.isEmpty() || text.startsWith("0000-00-00")) {
            return null;
        }
        Instant time = Times.read(text);
        if (time == null || !time.isAfter(Instant.EPOCH)) {
            throw new BadValue(column + " is not a time since 1970");
        }
        return time;
    }

    /** @throws BadValue when there is none, or it is not a time since 1970 */
    Instant requiredTime(String column) {
        Instant time = time(column);
        if (time == null) {
            throw new BadValue(column + " is missing");
        }
        return time;
    }

    /** @throws BadValue when it is no full hash of a commit */
    CommitSha sha(String column) {
        Optional<CommitSha> sha = CommitSha.find(text(column));
        return sha.orElseThrow(() -> new BadValue(column + " is no full hash of a commit"));
    }
}
