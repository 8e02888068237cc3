package dev.throughline.engine.metric;

/** The interval that contains the true value with the probability {@code level} (0.95): Wilson for rates, order statistics for medians. */
public record ConfidenceInterval(double low, double high, double level) {

    /** Of every interval. */
    public static final double LEVEL = 0.95;

    /** This many standard deviations of a normal distribution contain that share of it. */
    public static final double Z = 1.959963984540054;

    /** An interval of the usual level. */
    public static ConfidenceInterval of(double low, double high) {
        return new ConfidenceInterval(low, high, LEVEL);
    }
}
