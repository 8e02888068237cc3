package dev.throughline.collector.transfer;

/** A line that cannot be imported. The message says why. */
final class BadArchiveLine extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadArchiveLine(String reason) {
        super(reason, null, false, false);
    }
}
