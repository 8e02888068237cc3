package dev.throughline.collector.payload;

/** A payload that does not have the shape that its sender documents. */
public final class UnreadablePayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String detail;

    private UnreadablePayload(String field, String detail) {
        super(field + ": " + detail, null, false, false);
        this.field = field;
        this.detail = detail;
    }

    /** @param field JSON path, {@code $} for the whole body */
    public static UnreadablePayload at(String field, String detail) {
        return new UnreadablePayload(field, detail);
    }

    static UnreadablePayload missing(String field) {
        return new UnreadablePayload(field, "is missing");
    }

    public String field() {
        return field;
    }

    public String detail() {
        return detail;
    }
}
