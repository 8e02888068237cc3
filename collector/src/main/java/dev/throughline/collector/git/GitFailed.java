package dev.throughline.collector.git;

/** A run of git that did not succeed. The message is one line for people, without secrets. */
final class GitFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    GitFailed(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    /** What to do about it. */
    enum Reason {
        /** Git said why. */
        REFUSED,
        /** The mirror is unusable and is created again. */
        BROKEN,
        /** It took too long. */
        TIMEOUT,
        /** The mirrors became too large. */
        TOO_LARGE,
        /** This process ends. */
        STOPPED
    }
}
