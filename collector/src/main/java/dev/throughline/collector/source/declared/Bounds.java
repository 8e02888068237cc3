package dev.throughline.collector.source.declared;

import com.dashjoin.jsonata.JException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The limits of an evaluation, checked before and after each part of the expression. */
final class Bounds {

    private static final int DEEPEST = 300;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_LIST = 100_000;

    /** How much all its parts together may produce, in characters and items. */
    private static final long MOST = 1 << 24;

    private int depth;
    private long made;
    private @Nullable String reason;

    void enter() {
        if (++depth > DEEPEST) {
            cutOff("goes too deep");
        }
        if (Thread.currentThread().isInterrupted()) {
            cutOff("takes too long");
        }
    }

    void exit(@Nullable Object result) {
        depth--;
        int size = switch (result) {
            case String text -> text.length();
            case Collection<?> items -> items.size();
            case Map<?, ?> fields -> fields.size();
            case null, default -> 1;
        };
        made += size;
        boolean isTooLarge = result instanceof String ? size > LONGEST_TEXT : size > LONGEST_LIST;
        if (isTooLarge || made > MOST) {
            cutOff("makes too much");
        }
    }

    boolean areBroken() {
        return reason != null;
    }

    String reason() {
        return String.valueOf(reason);
    }

    private void cutOff(String why) {
        reason = why;
        throw new JException("D1012", -1);
    }
}
