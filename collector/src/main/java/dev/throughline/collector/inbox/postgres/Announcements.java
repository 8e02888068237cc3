package dev.throughline.collector.inbox.postgres;

import dev.throughline.engine.postgres.ChannelListener;
import dev.throughline.engine.worker.Doorbell;
import javax.sql.DataSource;

/** How processes tell each other of new deliveries. */
public final class Announcements {

    public static final String CHANNEL = "delivery";

    private Announcements() {}

    /** Rings when another process announces a delivery. */
    static ChannelListener listener(DataSource dataSource, Doorbell doorbell) {
        return new ChannelListener("inbox-announcements", dataSource, CHANNEL, doorbell::ring);
    }
}
