package dev.throughline.engine.sample.postgres;

import java.lang.reflect.Array;
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
 * Tells PostgreSQL for each statement of a transaction how to plan it. One with short lists, as one more deployment has them, looks
 * rows up by index whatever the size of the tables, by a plan made once: to plan takes up to thirty times as long as to look up. One with
 * long lists is planned anew each time: tables grow from nothing to millions of rows, and a plan that was quick on an empty table would
 * stay.
 */
final class PlansByLength extends NamedParameterJdbcTemplate {

    private static final int SHORT = 200;

    PlansByLength(JdbcOperations template) {
        super(template);
    }

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
        choose(longest(parameters) <= SHORT ? Plan.ONCE : Plan.EACH_TIME);
        return super.getPreparedStatementCreator(sql, parameters, customizer);
    }

    private void choose(Plan plan) {
        if (plan == TransactionSynchronizationManager.getResource(this)) {
            return;
        }
        getJdbcOperations().query(plan.statement, _ -> {});
        if (TransactionSynchronizationManager.unbindResourceIfPossible(this) == null) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    TransactionSynchronizationManager.unbindResourceIfPossible(PlansByLength.this);
                }
            });
        }
        TransactionSynchronizationManager.bindResource(this, plan);
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
