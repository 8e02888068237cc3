package dev.throughline.dashboard.compat.gitlab;

import org.springframework.http.HttpStatus;

/** A request that GitLab would refuse, in its words. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String key;
    private final String text;

    private Refused(HttpStatus status, String key, String text) {
        super(text);
        this.status = status;
        this.key = key;
        this.text = text;
    }

    /** By its service: {@code {"message": …}}. */
    static Refused because(String message) {
        return new Refused(HttpStatus.BAD_REQUEST, "message", message);
    }

    /** By what checks the types of parameters before: {@code {"error": …}}. */
    static Refused unreadable(String error) {
        return new Refused(HttpStatus.BAD_REQUEST, "error", error);
    }

    /** @param what Project or Group */
    static Refused notFound(String what) {
        return new Refused(HttpStatus.NOT_FOUND, "message", "404 " + what + " Not Found");
    }

    HttpStatus status() {
        return status;
    }

    String key() {
        return key;
    }

    String text() {
        return text;
    }
}
