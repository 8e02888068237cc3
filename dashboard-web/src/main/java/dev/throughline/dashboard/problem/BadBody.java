package dev.throughline.dashboard.problem;

/** A field of a body that cannot be used. Answered with 400, naming it; nothing of the body was kept. */
public class BadBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String value;
    private final String expected;

    /**
     * @param field its name; {@code $} is the whole body
     * @param value what was sent
     * @param expected what would be right
     */
    public BadBody(String field, String value, String expected) {
        super("%s should be %s".formatted(field, expected));
        this.field = field;
        this.value = value;
        this.expected = expected;
    }

    public String field() {
        return field;
    }

    public String value() {
        return value;
    }

    public String expected() {
        return expected;
    }
}
