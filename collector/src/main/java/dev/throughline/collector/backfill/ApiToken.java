package dev.throughline.collector.backfill;

/** A token of an API, or none. It is never printed. */
public final class ApiToken {

    private static final ApiToken NONE = new ApiToken("");

    private final String value;

    private ApiToken(String value) {
        this.value = value;
    }

    /** @param value blank for none */
    public static ApiToken of(String value) {
        return value.isBlank() ? NONE : new ApiToken(value.strip());
    }

    public boolean isSet() {
        return !value.isEmpty();
    }

    /** For the header alone. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
