package dev.throughline.engine.sample.postgres;

import java.lang.reflect.Array;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementCreatorFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells PostgreSQL before a statement whether to plan it once or each time. To plan a lookup takes up to thirty times as long as to look up,
 * so one with short lists keeps its plan, which may use indexes only. Anything that reads much is planned each time: tables grow from
 * nothing to millions of rows, and a plan that was quick on an empty table would stay. The settings end with the transaction.
 */
final class Planned extends NamedParameterJdbcTemplate {

    private static final int SHORT = 200;

    private final boolean isLookingUp;
    private final Transaction transaction;

    private Planned(JdbcOperations template, boolean isLookingUp) {
        super(template);
        this.isLookingUp = isLookingUp;
        this.transaction = new Transaction(template);
    }

    /** For statements that look rows up by lists in their parameters: the short ones are planned once. */
    static Planned once(JdbcOperations template) {
        return new Planned(template, true);
    }

    /** For all others. */
    static Planned eachTime(JdbcOperations template) {
        return new Planned(template, false);
    }

    /** Stands for what the current transaction was told last, by whichever of those with the same template. */
    private record Transaction(JdbcOperations template) {}

    private enum Plan {
        ONCE("force_generic_plan", "off"),
        EACH_TIME("force_custom_plan", "on");

        private final String statement;

        Plan(String mode, String scans) {
            this.statement =
                    "select set_config('plan_cache_mode', '%s', true), set_config('enable_seqscan', '%s', true), set_config('enable_mergejoin', '%2$s', true)"
                            .formatted(mode, scans);
        }
    }

    @Override
    protected PreparedStatementCreator getPreparedStatementCreator(
            String sql, SqlParameterSource parameters, @Nullable Consumer<PreparedStatementCreatorFactory> customizer) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            choose(isLookingUp && longest(parameters) <= SHORT ? Plan.ONCE : Plan.EACH_TIME);
        }
        return super.getPreparedStatementCreator(sql, parameters, customizer);
    }

    private void choose(Plan plan) {
        if (plan == TransactionSynchronizationManager.getResource(transaction)) {
            return;
        }
        getJdbcOperations().query(connection -> connection.prepareStatement(plan.statement), (ResultSet _) -> {});
        if (TransactionSynchronizationManager.unbindResourceIfPossible(transaction) == null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(transaction);
                }
            });
        }
        TransactionSynchronizationManager.bindResource(transaction, plan);
    }

    private static int longest(SqlParameterSource parameters) {
        int longest = 0;
        String[] names = parameters.getParameterNames();
        for (String name : names == null ? new String[0] : names) {
            Object value = parameters.getValue(name);
            if (value instanceof Collection<?> list) {
                longest = Math.max(longest, list.size());
            } else if (value != null && value.getClass().isArray()) {
                longest = Math.max(longest, Array.getLength(value));
            }
        }
        return longest;
    }
}
