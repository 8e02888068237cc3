package dev.throughline.dashboard.problem;

import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.outage.Outage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns everything that goes wrong in any controller into a problem document (RFC 9457). Never shows the message of an exception
 * that is not ours.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_SECONDS = "5";

    private final BrokenConnections broken = new BrokenConnections();

    /** What is wrong with one parameter. */
    record Wrong(String parameter, String value, String expected) {}

    @ExceptionHandler
    ResponseEntity<Object> onBadParameter(BadParameter e) {
        ProblemDetail problem = ProblemType.BAD_PARAMETER.detailed(
                "%s '%s' should be %s".formatted(e.parameter(), e.value(), e.expected()));
        problem.setProperty("errors", List.of(new Wrong(e.parameter(), e.value(), e.expected())));
        return answer(problem, HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> onBadBody(BadBody e) {
        ProblemDetail problem = ProblemType.BAD_BODY.detailed("%s should be %s".formatted(e.field(), e.expected()));
        problem.setProperty("errors", List.of(new Wrong(e.field(), e.value(), e.expected())));
        return answer(problem, HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> onTooLarge(TooLarge e) {
        return answer(ProblemType.TOO_LARGE, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> onUnknownService(UnknownService e) {
        return answer(ProblemType.UNKNOWN_SERVICE, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> onNotFound(NotFound e) {
        return answer(ProblemType.NOT_FOUND, e.getMessage());
    }

    /** The database is away, or too busy. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        CannotCreateTransactionException.class
    })
    ResponseEntity<Object> onUnavailable(Exception e) {
        log.warn("Could not reach the database: {}", Outage.brief(e));
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        return answer(
                ProblemType.UNAVAILABLE.detailed(
                        "the database cannot be reached; try again in " + RETRY_SECONDS + " s"),
                headers);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> onAnythingElse(Exception e) {
        if (broken.note(e)) {
            return null;
        }
        String trace = UUID.randomUUID().toString();
        log.error("Could not answer (trace {})", trace, e);
        ProblemDetail problem = ProblemType.INTERNAL_ERROR.detailed("the server's log has the reason under the trace");
        problem.setProperty("trace", trace);
        return answer(problem, HttpHeaders.EMPTY);
    }

    /** What Spring refuses by itself, before a controller or on its way out. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return switch (e) {
            case MissingServletRequestParameterException missing ->
                onBadParameter(new BadParameter(missing.getParameterName(), "", "given"));
            case MethodArgumentTypeMismatchException mismatch ->
                onBadParameter(
                        new BadParameter(mismatch.getName(), String.valueOf(mismatch.getValue()), "of another form"));
            case HttpRequestMethodNotSupportedException wrong ->
                answer(
                        ProblemType.METHOD_NOT_ALLOWED.detailed(
                                "%s is not possible here, only %s".formatted(wrong.getMethod(), headers.getAllow())),
                        headers);
            case HttpMediaTypeNotAcceptableException wrong ->
                answer(
                        ProblemType.NOT_ACCEPTABLE.detailed("Accept should allow " + wrong.getSupportedMediaTypes()),
                        headers);
            case HttpMediaTypeNotSupportedException wrong ->
                answer(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE.detailed(
                                "Content-Type should be one of " + wrong.getSupportedMediaTypes()),
                        headers);
            default -> byStatus(e, headers, status);
        };
    }

    private @Nullable ResponseEntity<Object> byStatus(Exception e, HttpHeaders headers, HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> answer(ProblemType.BAD_BODY.detailed("the request cannot be read"), headers);
            case 404 -> answer(ProblemType.NOT_FOUND.detailed("nothing is at this address"), headers);
            case 413 -> answer(ProblemType.TOO_LARGE.detailed("the body is larger than is taken here"), headers);
            case 503 -> onUnavailable(e);
            default -> onAnythingElse(e);
        };
    }

    private static ResponseEntity<Object> answer(ProblemType type, @Nullable String detail) {
        return answer(type.detailed(detail == null ? type.title() : detail), HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
