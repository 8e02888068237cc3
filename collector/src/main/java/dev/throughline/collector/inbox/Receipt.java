package dev.throughline.collector.inbox;

/**
 * The answer to a delivery.
 *
 * @param delivery the sender's own id for it, otherwise the SHA-256 of the body in hex
 * @param status {@code accepted} or {@code duplicate}
 */
record Receipt(String delivery, String status) {

    boolean isDuplicate() {
        return status.equals("duplicate");
    }
}
