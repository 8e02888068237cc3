package dev.throughline.engine.outage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Distinguishes a database that is away from one that refuses its input. */
public final class Outage {

    private Outage() {}

    /** Whether the database read the statement and refused its data: retrying is useless. */
    public static boolean isRefusal(Throwable thrown) {
        String state = sqlState(thrown);
        // data exception, constraint violation, program limit exceeded
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }

    /** Whether the database cannot be reached, is shutting down or is out of room. */
    public static boolean is(Throwable thrown) {
        String state = sqlState(thrown);
        if (state == null) {
            return thrown instanceof CannotCreateTransactionException;
        }
        // connection exception, insufficient resources, operator intervention, read-only transaction
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.equals("25006");
    }

    /** The root cause, in one line that quotes no statement. */
    public static String brief(Throwable thrown) {
        Throwable first =
                thrown instanceof TransactionSystemException failed && failed.getApplicationException() != null
                        ? failed.getApplicationException()
                        : thrown;
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(first);
        String message = cause.getMessage();
        return cause.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    private static @Nullable String sqlState(@Nullable Throwable thrown) {
        if (thrown instanceof TransactionSystemException failed && failed.getApplicationException() != null) {
            // the connection is gone, so that it cannot even be rolled back: what broke it is the one to look at
            return sqlState(failed.getApplicationException());
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return "08001"; // the pool has no connection to give, whatever the reason
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
