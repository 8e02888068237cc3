package dev.throughline.collector.problem;

import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request whose body cannot be used. Nothing of it is kept. */
public abstract class BadRequest extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /**
     * @param detail what would be right, in one sentence
     * @param errors what is wrong, one by one
     */
    protected BadRequest(String detail, List<?> errors) {
        super(HttpStatus.BAD_REQUEST, document(detail, errors), null);
    }

    private static ProblemDetail document(String detail, List<?> errors) {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
        document.setType(URI.create("/problems/bad-body"));
        document.setTitle("Bad body");
        document.setProperty("errors", errors);
        return document;
    }
}
