package dev.throughline.engine.metric.postgres;

/** There are more samples than an index may hold. */
final class IndexTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IndexTooLarge(long bytes) {
        super("the samples of all services take more than %,d bytes".formatted(bytes));
    }
}
