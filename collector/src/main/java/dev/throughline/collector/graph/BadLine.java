package dev.throughline.collector.graph;

import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A line that is no commit. Nothing of its request is kept. */
final class BadLine extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * @param line its number, from 1
     * @param field what of it is wrong; {@code $} is the whole line
     * @param expected what would be right
     */
    BadLine(long line, String field, String expected) {
        super(HttpStatus.BAD_REQUEST, document(line, field, expected), null);
    }

    private static ProblemDetail document(long line, String field, String expected) {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "Line %d: %s should be %s. Nothing of this request was stored.".formatted(line, field, expected));
        document.setType(URI.create("/problems/bad-body"));
        document.setTitle("Bad body");
        document.setProperty("errors", List.of(new Error(line, field, expected)));
        return document;
    }

    private record Error(long line, String parameter, String expected) {}
}
