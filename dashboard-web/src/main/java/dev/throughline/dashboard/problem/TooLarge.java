package dev.throughline.dashboard.problem;

/** A body that is larger than an address accepts. Answered with 413. */
public class TooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param kibibytes how much is accepted there */
    public TooLarge(int kibibytes) {
        super("a body may have at most %d KiB here".formatted(kibibytes));
    }
}
