package dev.throughline.dashboard.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The status of a delivery. */
public enum Status {
    /** It is waiting to be read, or to be retried. */
    PENDING,
    /** Its facts are recorded. */
    PROCESSED,
    /** It reports nothing that is measured. */
    IGNORED,
    /** It cannot be read. */
    MALFORMED,
    /** It has been tried often enough. */
    FAILED;

    /** As in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findAny();
    }
}
