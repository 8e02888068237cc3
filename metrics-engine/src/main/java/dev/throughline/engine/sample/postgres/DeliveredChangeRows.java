package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.sample.DeliveredChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of delivered_change, to be written. */
final class DeliveredChangeRows {

    private final List<UUID> ids = new ArrayList<>();
    private final List<DeliveredChange> changes = new ArrayList<>();

    void add(UUID deployment, List<DeliveredChange> delivered) {
        changes.addAll(delivered);
        ids.addAll(Collections.nCopies(delivered.size(), deployment));
    }

    /** Writes all of them at once. */
    void insert(JdbcClient jdbc, long service) {
        if (changes.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into delivered_change (
                            service_id, deployment_id, change_id, started_at, lead_seconds, flags, merge_seconds, merge_flags)
                        select :service, c.deployment_id, c.change_id::uuid, c.started_at::timestamptz, c.lead_seconds,
                               string_to_array(c.flags, ' '), c.merge_seconds, string_to_array(c.merge_flags, ' ')
                          from unnest(:ids::uuid[], :changes::text[], :startedAt::text[], :lead::integer[], :flags::text[],
                                      :merge::integer[], :mergeFlags::text[])
                               c(deployment_id, change_id, started_at, lead_seconds, flags, merge_seconds, merge_flags)
                        """)
                .param("service", service)
                .param("ids", Texts.ofIds(ids))
                .param("changes", texts(changes, DeliveredChange::change))
                .param("startedAt", texts(changes, DeliveredChange::startedAt))
                .param("lead", integers(changes, DeliveredChange::leadSeconds))
                .param("flags", texts(changes, change -> words(change.flags())))
                .param("merge", integers(changes, DeliveredChange::mergeSeconds))
                .param("mergeFlags", texts(changes, change -> words(change.mergeFlags())))
                .update();
    }

    private static String words(List<Flag> flags) {
        return flags.stream().map(Flag::word).collect(Collectors.joining(" "));
    }

    private static <T> String[] texts(List<T> parts, Function<T, Object> column) {
        return parts.stream().map(column).map(Object::toString).toArray(String[]::new);
    }

    private static <T> Integer[] integers(List<T> parts, Function<T, Integer> column) {
        return parts.stream().map(column).toArray(Integer[]::new);
    }
}
