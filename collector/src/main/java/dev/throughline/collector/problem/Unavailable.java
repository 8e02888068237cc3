package dev.throughline.collector.problem;

/** A delivery cannot be made durable anywhere at the moment. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
