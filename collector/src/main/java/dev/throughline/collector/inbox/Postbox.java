package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import dev.throughline.collector.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Where the REST API takes what otherwise comes by webhook. Its senders are told at once what is wrong, so that a body is read before
 * it is kept; then it is a delivery like all others.
 */
public final class Postbox {

    private static final int LIMIT_MIB = 1;
    private static final int LIMIT = LIMIT_MIB * 1024 * 1024;

    private final Inbox inbox;
    private final CollectorMeters meters;

    Postbox(Inbox inbox, CollectorMeters meters) {
        this.inbox = inbox;
        this.meters = meters;
    }

    /**
     * A body that can be read.
     *
     * @param key what the thing is told apart by that it speaks of
     */
    public record Word<T>(T thing, String key) {}

    /**
     * What was kept.
     *
     * @param delivery key of its delivery
     * @param isFirst whether nothing was known of the thing
     */
    public record Kept<T>(T thing, String delivery, boolean isFirst) {}

    /**
     * Makes a body durable that can be read. Whatever the reading throws is thrown, and nothing is kept.
     *
     * @param source source of the delivery
     * @param event what happened
     */
    public <T> Kept<T> take(String source, String event, InputStream in, Function<byte[], Word<T>> reading)
            throws IOException {
        long startedAt = System.nanoTime();
        byte[] body;
        Word<T> word;
        try {
            body = body(in);
            word = reading.apply(body);
        } catch (RuntimeException e) {
            meters.count(source, "rejected");
            throw e;
        }
        try {
            Receipt receipt = inbox.acceptAnother(source, word.key(), event, body);
            meters.count(source, "accepted");
            meters.accept().record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            return new Kept<>(word.thing(), receipt.delivery(), !receipt.isDuplicate());
        } catch (Unavailable e) {
            meters.count(source, "unavailable");
            throw e;
        }
    }

    private static byte[] body(InputStream in) throws IOException {
        byte[] body = in.readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        if (body.length == 0) {
            throw Problem.emptyBody();
        }
        return body;
    }
}
