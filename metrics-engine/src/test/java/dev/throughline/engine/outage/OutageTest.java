package dev.throughline.engine.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionSystemException;

class OutageTest {

    /** As the pool has it: a connection that broke has no word for why it cannot be rolled back. */
    private static TransactionSystemException rollbackFailedAfter(RuntimeException cause) {
        TransactionSystemException failed =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        failed.initApplicationException(cause);
        return failed;
    }

    @Test
    void isWhatBrokeTheConnectionThatCannotBeRolledBack() {
        RuntimeException gone = rollbackFailedAfter(new DataAccessResourceFailureException(
                "gone", new SQLException("An I/O error occurred", "08006", new EOFException())));

        assertThat(Outage.is(gone)).isTrue();
        assertThat(Outage.isRefusal(gone)).isFalse();
        assertThat(Outage.brief(gone)).isEqualTo("EOFException");
    }

    @Test
    void isNoneWhereSomethingElseCouldNotBeRolledBack() {
        assertThat(Outage.is(rollbackFailedAfter(new IllegalStateException("a mistake of ours"))))
                .isFalse();
    }
}
