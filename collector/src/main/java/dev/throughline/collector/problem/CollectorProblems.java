package dev.throughline.collector.problem;

import dev.throughline.engine.outage.Outage;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Handles errors in the collector's controllers. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(basePackages = "dev.throughline.collector")
class CollectorProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(Problem problem) {
        return problem.answer();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badRequest(BadRequest bad) {
        return ResponseEntity.status(bad.getStatusCode())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(bad.getBody());
    }

    @ExceptionHandler({Unavailable.class, DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(RuntimeException e) {
        if (e instanceof Unavailable || Outage.is(e)) {
            return Problem.unavailable().answer();
        }
        throw e;
    }
}
