package dev.throughline.engine.metric;

/** Where the true value lies with the probability {@code level} (0.95): Wilson for rates, order statistics for medians. */
public record ConfidenceInterval(double low, double high, double level) {}
