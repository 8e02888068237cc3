package dev.throughline.collector.backfill;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API of a forge did not return what was requested. The message is for the reader of a page, and contains no secret. */
public final class ApiFailed extends IOException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient @Nullable Instant retryAt;

    /** Why. */
    public enum Reason {
        /** The token is not valid. */
        UNAUTHORIZED,
        /** The token has no permission for it. */
        FORBIDDEN,
        /** It does not exist, or the token cannot see it. */
        NOT_FOUND,
        /** Too many requests were made; {@link ApiFailed#retryAt()} says when the next is allowed. */
        LIMITED,
        /** It does not answer, or reports an internal error. */
        UNAVAILABLE,
        /** The answer does not come from such an API: a proxy, a page, something else. */
        NOT_AN_API,
        /** It says that the request is wrong. */
        REFUSED,
        /** The result is no longer wanted. */
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

    /** When the next request is allowed; null when unknown. */
    public @Nullable Instant retryAt() {
        return retryAt;
    }

    /** Whether it concerns only this request: others may succeed. */
    public boolean isOfOne() {
        return reason == Reason.FORBIDDEN || reason == Reason.NOT_FOUND || reason == Reason.REFUSED;
    }

    /** Whether it may succeed a moment later, without anybody doing anything. */
    public boolean isPassing() {
        return reason == Reason.LIMITED || reason == Reason.UNAVAILABLE || reason == Reason.NOT_AN_API;
    }
}
