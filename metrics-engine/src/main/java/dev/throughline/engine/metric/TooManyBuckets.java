package dev.throughline.engine.metric;

/** A window would be cut into more buckets than a report holds. */
public class TooManyBuckets extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The most buckets that one report holds. */
    public static final int MOST = 2_000;

    private TooManyBuckets(String message) {
        super(message);
    }

    public static TooManyBuckets in(Window window, Interval interval) {
        return new TooManyBuckets("%s to %s by %s is more than %d buckets"
                .formatted(window.from(), window.until(), interval.word(), MOST));
    }
}
