package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.ledger.postgres.DueNotice;
import dev.throughline.engine.postgres.ChannelListener;
import dev.throughline.engine.sample.WakeUp;
import dev.throughline.engine.worker.Doorbell;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import javax.sql.DataSource;

/** Hears that facts were recorded. */
final class PostgresWakeUp implements WakeUp, Working {

    private static final int AT_MOST_MILLIS = 1000;

    private final Doorbell doorbell = new Doorbell();
    private final ChannelListener listener;

    PostgresWakeUp(DataSource dataSource) {
        this.listener = new ChannelListener("sample-wake-up", dataSource, DueNotice.CHANNEL, doorbell::ring);
    }

    @Override
    public void await() throws InterruptedException {
        doorbell.await(AT_MOST_MILLIS);
    }

    @Override
    public Worker worker() {
        return listener.worker();
    }
}
