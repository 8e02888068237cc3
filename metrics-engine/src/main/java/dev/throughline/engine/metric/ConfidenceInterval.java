package dev.throughline.engine.metric;

/** Where the true value lies with the probability {@code level} (0.95): Wilson for rates, order statistics for medians. */
public record ConfidenceInterval(double low, double high, double level) {

    /** Of every interval. */
    public static final double LEVEL = 0.95;

    /** So many standard deviations of a normal distribution hold that much of it. */
    public static final double Z = 1.959963984540054;

    /** One of the usual level. */
    public static ConfidenceInterval of(double low, double high) {
        return new ConfidenceInterval(low, high, LEVEL);
    }
}
