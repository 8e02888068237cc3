package dev.throughline.collector.report;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the REST API takes what otherwise comes by webhook. Its senders are told at once what is wrong, so that a body is read before
 * it is kept; then it is a delivery like all others.
 */
public interface Postbox {

    /**
     * What was kept.
     *
     * @param delivery key of its delivery
     * @param isFirst whether nothing was known of the thing that it speaks of
     */
    record Kept(SourceReport report, String delivery, boolean isFirst) {}

    /**
     * Makes a report durable.
     *
     * @param source source that it is a delivery of
     * @param once what its sender tells it apart by: a second report with it is not kept; null keeps every one
     * @throws BadBody when it cannot be used; then nothing is kept
     */
    Kept take(String source, SourceReport.Kind kind, @Nullable String once, InputStream in) throws IOException;
}
