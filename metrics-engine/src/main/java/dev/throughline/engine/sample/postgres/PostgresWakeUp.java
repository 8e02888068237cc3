package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.ledger.postgres.DueNotice;
import dev.throughline.engine.postgres.ChannelListener;
import dev.throughline.engine.sample.WakeUp;
import dev.throughline.engine.worker.Doorbell;
import dev.throughline.engine.worker.Worker;
import dev.throughline.engine.worker.Working;
import java.time.Duration;
import javax.sql.DataSource;

/** Hears that facts were recorded. */
final class PostgresWakeUp implements WakeUp, Working {

    private final Doorbell doorbell = new Doorbell();
    private final ChannelListener listener;

    PostgresWakeUp(DataSource dataSource) {
        this.listener = new ChannelListener("sample-wake-up", dataSource, DueNotice.CHANNEL, doorbell::ring);
    }

    @Override
    public void await(Duration most) throws InterruptedException {
        doorbell.await(most.toMillis());
    }

    @Override
    public Worker worker() {
        return listener.worker();
    }
}
