package dev.throughline.engine.ledger.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Notice that something must be derived again. The tables derivation_due and incident_due say what. */
public final class DueNotice {

    /** Where whoever derives listens. */
    public static final String CHANNEL = "derivation_due";

    private DueNotice() {}

    /** Wakes the deriving workers once the transaction is committed. */
    public static void send(JdbcClient jdbc) {
        jdbc.sql("select pg_notify(:channel, '')")
                .param("channel", CHANNEL)
                .query()
                .listOfRows();
    }
}
