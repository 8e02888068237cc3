package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import dev.throughline.collector.problem.Unavailable;
import dev.throughline.collector.report.Postbox;
import dev.throughline.collector.report.SourceReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stores what it receives in the inbox. */
final class InboxPostbox implements Postbox {

    private static final int LIMIT_MIB = 1;
    private static final int LIMIT = LIMIT_MIB * 1024 * 1024;

    private final Inbox inbox;
    private final CollectorMeters meters;

    InboxPostbox(Inbox inbox, CollectorMeters meters) {
        this.inbox = inbox;
        this.meters = meters;
    }

    @Override
    public Kept take(String source, SourceReport.Kind kind, @Nullable String once, InputStream in) throws IOException {
        long startedAt = System.nanoTime();
        byte[] body;
        SourceReport report;
        try {
            body = body(in);
            report = SourceReport.read(source, kind, body);
        } catch (RuntimeException e) {
            meters.count(source, "rejected");
            throw e;
        }
        try {
            String key = kind.word() + "-" + report.id();
            Receipt receipt = once == null
                    ? inbox.acceptAnother(source, key, kind.word(), body)
                    : inbox.acceptOnce(source, key + "-" + Keys.of(once), kind.word(), body);
            meters.count(source, "accepted");
            meters.accept().record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
            return new Kept(report, receipt.delivery(), !receipt.isDuplicate());
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
