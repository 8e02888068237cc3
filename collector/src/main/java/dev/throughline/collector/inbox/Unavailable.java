package dev.throughline.collector.inbox;

/** A delivery can be made durable nowhere at the moment. */
final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
