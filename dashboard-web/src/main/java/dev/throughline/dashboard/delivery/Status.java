package dev.throughline.dashboard.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a delivery. */
public enum Status {
    /** It waits to be read, or to be tried again. */
    PENDING,
    /** Its facts are recorded. */
    PROCESSED,
    /** It tells nothing that is measured. */
    IGNORED,
    /** It cannot be read. */
    MALFORMED,
    /** It was tried often enough. */
    FAILED;

    /** As the API has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Status> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findAny();
    }
}
