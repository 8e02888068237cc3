package dev.throughline.dashboard.page.service;

import org.jspecify.annotations.Nullable;

/**
 * One bucket of one metric: a row of its table and a point of its chart.
 *
 * @param label the bucket's name in the calendar, e.g. {@code 2026-W10}
 * @param number the value as counted, for the chart; null for none
 * @param interval where the true value lies, as text
 * @param basis what the value rests on, e.g. {@code 2 of 42}
 */
record BucketView(
        String label,
        String value,
        @Nullable Double number,
        @Nullable Double low,
        @Nullable Double high,
        String interval,
        String basis,
        boolean isProvisional) {}
