package dev.throughline.engine.sample.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Word that samples were derived, and numbers may be others than they were. */
public final class DerivedNotice {

    /** Where whoever shows numbers listens. */
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
