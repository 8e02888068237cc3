package dev.throughline.dashboard.problem;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** The kinds of problem that we answer with, each listed in {@code docs/problems.md}. */
enum ProblemType {
    BAD_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter cannot be used"),
    BAD_BODY(HttpStatus.BAD_REQUEST, "The body cannot be read"),
    UNKNOWN_SERVICE(HttpStatus.NOT_FOUND, "No such service"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "No such thing"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Not with this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not in this format"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body of another type is needed"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not available at the moment"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "An error of ours");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Its stable URI, relative to the server. */
    URI uri() {
        return URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }

    /** @param detail what is wrong, and what to change */
    ProblemDetail detailed(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(uri());
        problem.setTitle(title);
        return problem;
    }
}
