package dev.throughline.collector.problem;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A request that cannot be answered as asked: a problem document (RFC 9457) with a stable type. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail document;

    private Problem(HttpStatus status, String type, String title, String detail) {
        super(detail, null, false, false);
        document = ProblemDetail.forStatusAndDetail(status, detail);
        document.setType(URI.create("/problems/" + type));
        document.setTitle(title);
    }

    public static Problem badSignature() {
        return new Problem(
                HttpStatus.UNAUTHORIZED, "bad-signature", "Bad signature", "The signature of the body is not valid.");
    }

    public static Problem unknownSource() {
        return new Problem(
                HttpStatus.NOT_FOUND,
                "unknown-source",
                "Unknown source",
                "No source of this name receives webhooks here.");
    }

    public static Problem tooLarge(long mebibytes) {
        return new Problem(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "Body too large",
                "A body may have at most %d MiB.".formatted(mebibytes));
    }

    public static Problem emptyBody() {
        return new Problem(HttpStatus.BAD_REQUEST, "bad-body", "Bad body", "The body is empty.");
    }

    public static Problem unavailable() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Not available at the moment",
                "The database cannot be reached; please try again.");
    }

    /** @param detail why, in a sentence */
    public static Problem unavailable(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Not available at the moment", detail);
    }

    public static Problem busy() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Not available at the moment",
                "Too many bodies are being received; please try again.");
    }

    public static Problem tooSlow(Duration limit) {
        return new Problem(
                HttpStatus.REQUEST_TIMEOUT,
                "bad-body",
                "Bad body",
                "The body did not arrive within %d seconds.".formatted(limit.toSeconds()));
    }

    public static Problem badParameter(String parameter, String value, String expected) {
        Problem problem = new Problem(
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                "Bad parameter",
                "%s '%s' should be %s".formatted(parameter, value, expected));
        problem.document.setProperty("errors", List.of(new Error(parameter, value, expected)));
        return problem;
    }

    public static Problem noSuchDelivery(String id) {
        return notFound("No delivery has the id '%s'.".formatted(id));
    }

    /** @param detail what does not exist, in a sentence */
    public static Problem notFound(String detail) {
        return new Problem(HttpStatus.NOT_FOUND, "not-found", "Not found", detail);
    }

    /** Whether the sender could not prove who it is. */
    public boolean isBadSignature() {
        return document.getStatus() == HttpStatus.UNAUTHORIZED.value();
    }

    /** HTTP status of its answer. */
    public int status() {
        return document.getStatus();
    }

    ResponseEntity<ProblemDetail> answer() {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(document.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (document.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header("Retry-After", "30");
        }
        return answer.body(document);
    }

    /** One parameter that cannot be used, and what would be right. */
    private record Error(String parameter, String value, String expected) {}
}
