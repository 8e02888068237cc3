package dev.throughline.collector.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.collector.problem.BadRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A body that cannot be used. Nothing of it is kept. */
public final class BadBody extends BadRequest {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 3;

    private final transient List<Error> errors;

    /**
     * A field that is wrong.
     *
     * @param parameter its path, {@code commits[3].sha}; {@code $} is the whole body
     * @param value its value, shortened; null when it is missing
     * @param expected what would be right
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Error(String parameter, @Nullable String value, String expected) {}

    /** @param errors at least one */
    BadBody(List<Error> errors) {
        super(detail(errors), errors);
        this.errors = List.copyOf(errors);
    }

    /** At least one. */
    public List<Error> errors() {
        return errors;
    }

    private static String detail(List<Error> errors) {
        String wrong = errors.stream()
                .limit(SHOWN)
                .map(error -> "%s should be %s".formatted(error.parameter(), error.expected()))
                .collect(Collectors.joining("; "));
        return "%s%s. Nothing was stored.".formatted(wrong, errors.size() > SHOWN ? "; …" : "");
    }
}
