package dev.throughline.collector.git;

/** A clone that cannot be read. The message is one line for people. */
public final class UnreadableClone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableClone(String line) {
        super(line);
    }
}
