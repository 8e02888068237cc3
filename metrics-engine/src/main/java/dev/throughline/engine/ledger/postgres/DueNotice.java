package dev.throughline.engine.ledger.postgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Word that something has to be derived again. What it is stands in the tables derivation_due and incident_due. */
public final class DueNotice {

    /** Where whoever derives listens. */
    public static final String CHANNEL = "derivation_due";

    private DueNotice() {}

    /** Wakes whoever derives, once the transaction is committed. */
    public static void send(JdbcClient jdbc) {
        jdbc.sql("select pg_notify(:channel, '')")
                .param("channel", CHANNEL)
                .query()
                .listOfRows();
    }
}
