package dev.throughline.dashboard.problem;

/** A thing was requested by an unknown id. Answered with 404. */
public class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param detail what was not found, e.g. "no deployment has the id …" */
    public NotFound(String detail) {
        super(detail);
    }
}
