package dev.throughline.engine.sample.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Notice that samples were derived, and numbers may have changed. */
public final class DerivedNotice {

    /** The channel to which everything that shows numbers listens. */
    public static final String CHANNEL = "numbers";

    private DerivedNotice() {}

    /** Heard once the transaction is committed. */
    public static void send(JdbcClient jdbc) {
        jdbc.sql("select pg_notify(:channel, '')")
                .param("channel", CHANNEL)
                .query()
                .listOfRows();
    }
}
