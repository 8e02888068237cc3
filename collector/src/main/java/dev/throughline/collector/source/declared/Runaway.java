package dev.throughline.collector.source.declared;

/** An expression that was cut off. That may be the machine's fault: the delivery is retried, and in the end kept as failed. */
final class Runaway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Runaway(String reason) {
        super("the expression " + reason + " and was cut off", null, false, false);
    }
}
