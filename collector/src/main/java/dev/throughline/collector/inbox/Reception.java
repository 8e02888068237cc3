package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import dev.throughline.collector.problem.Unavailable;
import dev.throughline.collector.source.Envelope;
import dev.throughline.collector.source.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Receives deliveries: reads the body, has its source verify it, makes it durable, and counts the outcome. */
final class Reception {

    private final Supplier<Inbox> inbox;
    private final CollectorMeters meters;
    private final Refusals refusals;
    private final Bodies bodies;

    Reception(Supplier<Inbox> inbox, CollectorMeters meters, Refusals refusals, Bodies bodies) {
        this.inbox = inbox;
        this.meters = meters;
        this.refusals = refusals;
        this.bodies = bodies;
    }

    /**
     * Receives one delivery.
     *
     * @throws Problem when it is refused
     * @throws Unavailable when it cannot be made durable anywhere
     */
    Receipt receive(Source source, HttpServletRequest request) throws IOException {
        return receive(source, source.name(), request);
    }

    /**
     * The same.
     *
     * @param reader name of what will read it, which may be another than its source
     */
    Receipt receive(Source source, String reader, HttpServletRequest request) throws IOException {
        try {
            Receipt receipt = verified(source, reader, request);
            meters.count(reader, receipt.status());
            return receipt;
        } catch (Problem e) {
            meters.count(reader, "rejected");
            if (e.isBadSignature()) {
                refusals.refused(source.name());
            }
            throw e;
        } catch (Unavailable e) {
            meters.count(reader, "unavailable");
            throw e;
        }
    }

    private Receipt verified(Source source, String reader, HttpServletRequest request) throws IOException {
        long startedAt = System.nanoTime();
        Envelope envelope = new RequestEnvelope(request);
        Receipt receipt = bodies.use(
                request.getInputStream(),
                request.getContentLengthLong(),
                request.getRemoteAddr(),
                source.isSigned(envelope),
                body -> {
                    if (!source.authenticate(envelope, body)) {
                        throw Problem.badSignature();
                    }
                    refusals.verified(source.name());
                    return inbox.get().accept(source, reader, envelope, body);
                });
        meters.accept().record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
        return receipt;
    }
}
