package dev.throughline.collector.source.github;

/** A payload that does not have the shape that GitHub promises. */
final class UnreadablePayload extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String detail;

    private UnreadablePayload(String field, String detail) {
        super(field + ": " + detail, null, false, false);
        this.field = field;
        this.detail = detail;
    }

    /** @param field JSON path, {@code $} for the whole body */
    static UnreadablePayload at(String field, String detail) {
        return new UnreadablePayload(field, detail);
    }

    static UnreadablePayload missing(String field) {
        return new UnreadablePayload(field, "is missing");
    }

    String field() {
        return field;
    }

    String detail() {
        return detail;
    }
}
