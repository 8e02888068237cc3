package dev.throughline.dashboard.problem;

/** A query parameter or path variable that cannot be used. Answered with 400, naming all three. */
public class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final String value;
    private final String expected;

    /**
     * @param parameter its name
     * @param value what was sent
     * @param expected what would be right
     */
    public BadParameter(String parameter, String value, String expected) {
        super("%s '%s' should be %s".formatted(parameter, value, expected));
        this.parameter = parameter;
        this.value = value;
        this.expected = expected;
    }

    public String parameter() {
        return parameter;
    }

    public String value() {
        return value;
    }

    public String expected() {
        return expected;
    }
}
