package dev.throughline.dashboard.weekly;

/** A report did not go out, or nobody knows. The message has no secret, no address and no whole URL in it. */
final class NotSent extends Exception {

    private static final long serialVersionUID = 1L;

    private final Because because;

    /** What that means for another attempt. */
    enum Because {
        /** It was not taken, and may be later. */
        PASSING,
        /** It was refused permanently. */
        REFUSED,
        /** It may have arrived: to try again may be to send it twice. */
        UNCLEAR
    }

    NotSent(Because because, String message) {
        super(message);
        this.because = because;
    }

    Because because() {
        return because;
    }
}
