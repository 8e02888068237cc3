package dev.throughline.dashboard.session;

/** Why a form may not do what it asks for. */
public enum Refusal {
    /** Another site sent it. */
    FOREIGN_ORIGIN,
    /** It shows a token that is not valid. */
    WRONG_TOKEN,
    /** It is of somebody who was signed in, and is no more. */
    EXPIRED,
    /** It is of another sign-in than the one that holds now. */
    OTHER_SESSION,
    /** It is of nobody: neither signed in nor with a token. */
    NOBODY
}
