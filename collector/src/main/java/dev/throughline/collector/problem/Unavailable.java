package dev.throughline.collector.problem;

/** A delivery can be made durable nowhere at the moment. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
