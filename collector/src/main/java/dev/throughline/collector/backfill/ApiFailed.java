package dev.throughline.collector.backfill;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API of a forge did not tell what it was asked for. The message is for the reader of a page, and has no secret in it. */
public final class ApiFailed extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable Instant retryAt;

    /** Why. */
    public enum Reason {
        /** The token is not valid. */
        UNAUTHORIZED,
        /** The token has no right to it. */
        FORBIDDEN,
        /** It does not exist, or the token cannot see it. */
        NOT_FOUND,
        /** Too much was asked; {@link ApiFailed#retryAt()} tells when it may be asked again. */
        LIMITED,
        /** It does not answer, or says itself that something is wrong with it. */
        UNAVAILABLE,
        /** What answers is no such API: a proxy, a page, something else. */
        NOT_AN_API,
        /** It answers that the question is wrong. */
        REFUSED,
        /** Nobody wants to know any more. */
        STOPPED
    }

    public ApiFailed(Reason reason, String message) {
        this(reason, message, null);
    }

    public ApiFailed(Reason reason, String message, @Nullable Instant retryAt) {
        super(message);
        this.reason = reason;
        this.retryAt = retryAt;
    }

    public Reason reason() {
        return reason;
    }

    /** When it may be asked again; null when that is not known. */
    public @Nullable Instant retryAt() {
        return retryAt;
    }

    /** Whether it concerns only what was asked for: other questions may be answered. */
    public boolean isOfOne() {
        return reason == Reason.FORBIDDEN || reason == Reason.NOT_FOUND || reason == Reason.REFUSED;
    }

    /** Whether it may be right a moment later, without anybody doing anything. */
    public boolean isPassing() {
        return reason == Reason.LIMITED || reason == Reason.UNAVAILABLE || reason == Reason.NOT_AN_API;
    }
}
