package dev.throughline.dashboard.session;

/** Why a form may not do what it requests. */
public enum Refusal {
    /** Another site sent it. */
    FOREIGN_ORIGIN,
    /** It has a token that is not valid. */
    WRONG_TOKEN,
    /** It belongs to somebody who is no longer signed in. */
    EXPIRED,
    /** It belongs to a different sign-in than the current one. */
    OTHER_SESSION,
    /** It belongs to nobody: neither signed in nor with a token. */
    NOBODY
}
