package dev.throughline.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.engine.TestDatabase;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ChannelListenerIT {

    private final DataSource database = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final AtomicBoolean isWanted = new AtomicBoolean(true);
    private final Semaphore calls = new Semaphore(0);
    private final ChannelListener listener =
            new ChannelListener("word-watch", database, "word", isWanted::get, calls::release);

    @AfterEach
    void stop() {
        listener.stop();
    }

    @Test
    void callsBackWhenItBeginsAndForEachNotification() throws InterruptedException {
        listener.start();
        isCalled();

        jdbc.sql("select pg_notify('other', '')").query().singleRow();
        assertThat(calls.tryAcquire(700, TimeUnit.MILLISECONDS)).isFalse();
        jdbc.sql("select pg_notify('word', '')").query().singleRow();
        isCalled();
        listener.stop();

        assertThat(listeners()).isZero();
    }

    @Test
    void replacesALostConnection() throws InterruptedException {
        listener.start();
        isCalled();

        jdbc.sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                        + " and query = 'listen word'")
                .query()
                .listOfRows();

        isCalled();
        jdbc.sql("select pg_notify('word', '')").query().singleRow();
        isCalled();
    }

    @Test
    void holdsNoConnectionWhileItIsNotWanted() throws InterruptedException {
        isWanted.set(false);
        listener.start();
        assertThat(calls.tryAcquire(700, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(listeners()).isZero();

        isWanted.set(true);
        listener.wake();
        isCalled();
        assertThat(listeners()).isOne();

        isWanted.set(false);
        for (int i = 0; i < 2_000 && listeners() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(listeners()).isZero();
    }

    private void isCalled() throws InterruptedException {
        assertThat(calls.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private int listeners() {
        return jdbc.sql(
                        "select count(*) from pg_stat_activity where datname = current_database() and query = 'listen word'")
                .query(Integer.class)
                .single();
    }
}
