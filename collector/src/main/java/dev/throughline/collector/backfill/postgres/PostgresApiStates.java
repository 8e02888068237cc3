package dev.throughline.collector.backfill.postgres;

import dev.throughline.collector.backfill.ApiStates;
import dev.throughline.engine.postgres.Instants;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps them in the table {@code forge_conversation}. */
record PostgresApiStates(JdbcClient jdbc, TransactionOperations transaction) implements ApiStates {

    @Override
    public @Nullable Boolean heard(
            String source, boolean isAccepted, @Nullable String detail, @Nullable Instant expiresAt) {
        return transaction.execute(_ -> {
            jdbc.sql("insert into forge_conversation (source) values (:source) on conflict (source) do nothing")
                    .param("source", source)
                    .update();
            String before = jdbc.sql(
                            "select coalesce(state, '') from forge_conversation where source = :source for update")
                    .param("source", source)
                    .query(String.class)
                    .single();
            jdbc.sql("""
                            update forge_conversation
                               set since = case when state = :state then since else now() end,
                                   state = :state,
                                   detail = :detail,
                                   expires_at = case when :state = 'refused' then expires_at else :expires::timestamptz end,
                                   heard_at = now()
                             where source = :source
                            """)
                    .param("source", source)
                    .param("state", isAccepted ? "accepted" : "refused")
                    .param("detail", detail)
                    .param("expires", Instants.utcOrNull(expiresAt))
                    .update();
            if (isAccepted && before.equals("refused")) {
                // what failed for the token need not wait any longer
                jdbc.sql("""
                                update backfill_repository failed
                                   set resumes_at = now(), failures = 0
                                  from backfill b
                                 where b.id = failed.backfill_id and b.source = :source and not b.is_stopped
                                   and failed.state = 'failed'
                                """).param("source", source).update();
            }
            return before.isEmpty() ? null : before.equals("accepted");
        });
    }

    @Override
    public Map<String, ApiState> all() {
        Map<String, ApiState> all = new HashMap<>();
        jdbc.sql("""
                        select c.source,
                               case when c.state = 'accepted' and off.place is not null then off.sending_since else c.since end as since,
                               case when c.state = 'refused' then 'refused'
                                    when off.place is not null then 'hook_disabled'
                                    when lost.place is not null then 'weakened'
                                    when c.expires_at < now() + interval '7 days' then 'expiring'
                                    else 'accepted' end as state,
                               case when c.state = 'refused' then c.detail
                                    when off.place is not null
                                    then 'the webhook of ' || regexp_replace(off.place, '^[a-z]+/', '')
                                         || case when off.places > 1 then format(', with %s more,', off.places - 1) else '' end
                                         || case when off.sending = 'off'
                                                 then ' was disabled because its deliveries failed too often: it sends again once a test event, sent from its page, arrives'
                                                 else coalesce(' is disabled until ' || to_char(off.paused_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC', ' is disabled for a while')
                                                      || ', because its deliveries failed: it is retried then, or at once by a test event sent from its page'
                                            end
                                         || '. What it misses is read by API'
                                    when lost.place is not null then 'it can no longer see the webhooks of ' || lost.place || ': ' || lost.detail
                                    when c.expires_at < now() + interval '7 days'
                                    then 'it ends on ' || to_char(c.expires_at at time zone 'UTC', 'YYYY-MM-DD') || ': set a new one before then'
                                    when closed.place is not null
                                    then 'it may not see the webhooks of ' || regexp_replace(closed.place, '^[a-z]+/', '')
                                         || case when closed.places > 1 then format(', nor of %s more', closed.places - 1) else '' end
                                         || ': what they lose is read by API each night (' || closed.detail || ')'
                                    when not exists (select from forge_hook h where h.source = c.source)
                                    then 'no webhook can be watched: what one loses is read by API each night'
                               end as detail
                          from forge_conversation c
                          left join lateral (select place, detail from forge_place p
                                              where p.source = c.source and p.state = 'lost'
                                              order by place limit 1) lost on true
                          left join lateral (select place, sending, sending_since, paused_until, count(*) over () as places
                                               from forge_hook h
                                              where h.source = c.source and h.sending <> 'on'
                                              order by h.sending = 'off' desc, place limit 1) off on true
                          left join lateral (select place, detail, count(*) over () as places
                                               from forge_place p
                                              where p.source = c.source and p.state = 'closed' and p.place like 'projects/%'
                                              order by place limit 1) closed on true
                         where c.state is not null
                        """).query(row -> {
            all.put(
                    row.getString("source"),
                    new ApiState(row.getString("state"), row.getString("detail"), Instants.of(row, "since")));
        });
        return all;
    }
}
