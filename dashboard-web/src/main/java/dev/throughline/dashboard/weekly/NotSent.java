package dev.throughline.dashboard.weekly;

/** A report was not sent, or the outcome is unknown. The message contains no secret, no address and no full URL. */
final class NotSent extends Exception {

    private static final long serialVersionUID = 1L;

    private final Because because;

    /** What that means for another attempt. */
    enum Because {
        /** It was not accepted, but may be later. */
        PASSING,
        /** It was refused permanently. */
        REFUSED,
        /** It may have arrived: a retry might send it twice. */
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
