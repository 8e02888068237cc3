package dev.throughline.collector.graph;

import dev.throughline.collector.problem.BadRequest;
import java.util.List;

/** A line that is not a commit. Nothing of its request is kept. */
final class BadLine extends BadRequest {

    private static final long serialVersionUID = 1L;

    /**
     * @param line its number, from 1
     * @param field what of it is wrong; {@code $} is the whole line
     * @param expected what would be right
     */
    BadLine(long line, String field, String expected) {
        super(
                "Line %d: %s should be %s. Nothing of this request was stored.".formatted(line, field, expected),
                List.of(new Error(line, field, expected)));
    }

    private record Error(long line, String parameter, String expected) {}
}
