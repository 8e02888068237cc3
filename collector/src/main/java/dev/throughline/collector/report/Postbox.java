package dev.throughline.collector.report;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the REST API receives what otherwise comes by webhook. Its senders are told at once what is wrong, so a body is read before it is
 * kept; then it is a delivery like all others.
 */
public interface Postbox {

    /**
     * What was stored.
     *
     * @param delivery key of its delivery
     * @param isFirst whether nothing was known about its subject
     */
    record Kept(SourceReport report, String delivery, boolean isFirst) {}

    /**
     * Makes a report durable.
     *
     * @param source source of the delivery
     * @param once the sender's idempotency key: a second report with it is not kept; null keeps every one
     * @throws BadBody when it cannot be used; then nothing is kept
     */
    Kept take(String source, SourceReport.Kind kind, @Nullable String once, InputStream in) throws IOException;
}
