package dev.throughline.dashboard.verdict;

import dev.throughline.engine.fact.Cause;
import java.util.Optional;

/** What people may write: text that a database can store and that has a reasonable length. */
public final class Sayable {

    /** Maximum length of a reason, in characters. */
    public static final int LONGEST_REASON = 2_000;
    /** Causes of one incident. */
    public static final int MOST_CAUSES = 100;

    private static final int LONGEST_CAUSE = 200;

    private Sayable() {}

    /** Empty when it is too long or cannot be stored. */
    public static Optional<String> reason(String text) {
        return Optional.of(text).filter(Sayable::isStorable).filter(each -> each.length() <= LONGEST_REASON);
    }

    /** An id of a deployment, or a hash or its beginning; empty when it cannot be one. */
    public static Optional<Cause> cause(String text) {
        return Optional.of(text.strip())
                .filter(Sayable::isStorable)
                .filter(cause -> !cause.isEmpty() && cause.length() <= LONGEST_CAUSE)
                .map(Cause::said);
    }

    /** No null bytes, no halves of surrogate pairs. */
    private static boolean isStorable(String text) {
        return text.codePoints().noneMatch(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
