package dev.throughline.collector.source.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A body that cannot be used. Nothing of it is kept. */
final class BadBody extends ErrorResponseException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 3;

    private final transient List<Error> errors;

    /**
     * A field that is wrong.
     *
     * @param parameter its path, {@code commits[3].sha}; {@code $} is the whole body
     * @param value what it is, shortened; null when it is missing
     * @param expected what would be right
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Error(String parameter, @Nullable String value, String expected) {}

    /** @param errors at least one */
    BadBody(List<Error> errors) {
        super(HttpStatus.BAD_REQUEST, document(errors), null);
        this.errors = List.copyOf(errors);
    }

    List<Error> errors() {
        return errors;
    }

    private static ProblemDetail document(List<Error> errors) {
        String wrong = errors.stream()
                .limit(SHOWN)
                .map(error -> "%s should be %s".formatted(error.parameter(), error.expected()))
                .collect(Collectors.joining("; "));
        ProblemDetail document = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "%s%s. Nothing was stored.".formatted(wrong, errors.size() > SHOWN ? "; …" : ""));
        document.setType(URI.create("/problems/bad-body"));
        document.setTitle("Bad body");
        document.setProperty("errors", errors);
        return document;
    }
}
