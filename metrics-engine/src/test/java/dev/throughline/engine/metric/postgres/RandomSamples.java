package dev.throughline.engine.metric.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of deployment_fact as the engine might write them and others that it never would, changed and taken away again. */
final class RandomSamples {

    private static final List<String> ENVIRONMENTS = List.of("production", "prod-eu", "prod-us", "live");
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAYS = 700;

    private final Random random;
    private final JdbcClient jdbc;
    private final JdbcOperations template;
    private final List<Long> services;
    private final List<UUID> deployments = new ArrayList<>();

    RandomSamples(JdbcTemplate template, Random random, List<Long> services) {
        this.jdbc = JdbcClient.create(template);
        this.template = template;
        this.random = random;
        this.services = services;
    }

    void add(int n) {
        IntStream.range(0, n).forEach(_ -> add(pick(services)));
    }

    void add(long service) {
        UUID id = UUID.randomUUID();
        Instant at = START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
        if (random.nextInt(4) > 0) {
            at = at.plus(random.nextInt(60_000_000), ChronoUnit.MICROS);
        }
        jdbc.sql("""
                        insert into deployment (id, repository_id, external_id, sha, environment, tier, is_rollback, created_at,
                                                stated_at, stated_by, service_id, source_tier)
                        select :id, repository_id, :id::text, md5(:id::text), 'production', 'production', false, now(), now(), 'hand', service_id, 'production'
                          from service_repository where service_id = :service
                        """).param("id", id).param("service", service).update();
        write(id, service, at);
        deployments.add(id);
    }

    private void write(UUID id, long service, Instant at) {
        Integer[] leads = ages();
        @Nullable
        Instant failedAt = random.nextInt(4) == 0
                ? at.plus(Duration.ofMinutes(random.nextInt(3) == 0 ? 0 : random.nextInt(3000)))
                : null;
        @Nullable
        Integer recovery = failedAt != null && random.nextInt(3) > 0 ? (Integer) random.nextInt(90_000) : null;
        String kind = pick(List.of("initial", "redeploy", "rollback", "forward", "forward", "forward"));
        template.update(
                """
                insert into deployment_fact (
                    service_id, deployment_id, environment, merged_environments, at, external_id, sha, kind, counts, linked_by,
                    has_baseline, flags, commits, failed, rework, failed_at, restored_at, recovery_seconds,
                    lead_seconds, lead_starts, lead_change_seconds, lead_merge_seconds, in_fail_rate, in_frequency)
                values (?, ?, ?, string_to_array(?, ','), ?::timestamptz, ?, 'abc', ?, ?, ?, ?, string_to_array(?, ','), ?, ?, ?,
                        ?::timestamptz, ?::timestamptz, ?, ?::integer[], ?::integer[], ?::integer[], ?::integer[], ?, ?)
                """,
                service,
                id,
                pick(ENVIRONMENTS),
                random.nextInt(5) == 0 ? "prod-eu,live" : "",
                at.toString(),
                id.toString(),
                kind,
                !kind.equals("redeploy"),
                pick(List.of("graph", "push", "head")),
                random.nextBoolean(),
                random.nextInt(3) == 0 ? "ambiguous,redelivered" : "",
                leads.length + random.nextInt(3),
                failedAt != null,
                random.nextInt(5) == 0,
                failedAt == null ? null : failedAt.toString(),
                failedAt == null || recovery == null
                        ? null
                        : failedAt.plusSeconds(recovery).toString(),
                recovery,
                text(leads),
                text(starts(leads.length)),
                text(ages()),
                text(ages()),
                random.nextInt(6) > 0,
                random.nextInt(3) > 0 ? null : (Object) random.nextBoolean());
    }

    /** Few, many, and now and then more than ten bits count. */
    private Integer[] ages() {
        int n = random.nextInt(40) == 0 ? 1_100 + random.nextInt(900) : random.nextInt(3) == 0 ? 0 : random.nextInt(25);
        boolean isNarrow = random.nextInt(4) == 0;
        return random.ints(n, 0, isNarrow ? 90 : 70_000_000).boxed().toArray(Integer[]::new);
    }

    private Integer[] starts(int n) {
        Integer[] starts = {0, 0, 0, 0, 0, 0};
        if (random.nextBoolean()) {
            starts[random.nextInt(6)] = n;
        } else {
            random.ints(n, 0, 6).forEach(kind -> starts[kind]++);
        }
        return starts;
    }

    private static String text(Integer[] values) {
        return Arrays.toString(values).replace('[', '{').replace(']', '}');
    }

    /** Changes some rows where they stand. */
    void change(int n) {
        for (int i = 0; i < n; i++) {
            template.update(
                    "update deployment_fact set rework = not rework, lead_merge_seconds = ?::integer[] where deployment_id = ?",
                    text(ages()),
                    pick(deployments));
        }
    }

    /** Takes some rows away; some come back at once as others, maybe in another service. */
    void withdraw(int n) {
        for (int i = 0; i < n; i++) {
            UUID id = pick(deployments);
            template.update("delete from deployment_fact where deployment_id = ?", id);
            if (random.nextInt(3) == 0) {
                write(id, pick(services), START.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60))));
            }
        }
    }

    void withdrawAllOf(long service) {
        template.update("delete from deployment_fact where service_id = ?", service);
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
