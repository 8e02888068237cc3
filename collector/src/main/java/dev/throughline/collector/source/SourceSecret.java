package dev.throughline.collector.source;

/**
 * The secret that authenticates a sender.
 *
 * @param called what the sender's own form calls it, e.g. {@code Secret token}
 */
public record SourceSecret(String called, Origin origin) {

    /** Who makes it. */
    public enum Origin {
        /** Throughline, at its first start, if none is configured. */
        MADE,
        /** The sender: it is missing until it is configured. */
        ISSUED
    }

    public static SourceSecret made(String called) {
        return new SourceSecret(called, Origin.MADE);
    }

    public static SourceSecret issued(String called) {
        return new SourceSecret(called, Origin.ISSUED);
    }

    public boolean isMade() {
        return origin == Origin.MADE;
    }
}
