package dev.throughline.server.cli;

import java.util.Optional;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Prints one line to standard error for a start that the configuration stopped. Any other failure is left to Spring
 * Boot, which prints its stack trace.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class OneLineReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> line = StartFailure.explain(failure);
        line.ifPresent(text -> System.err.println("throughline: " + text));
        return line.isPresent();
    }
}
