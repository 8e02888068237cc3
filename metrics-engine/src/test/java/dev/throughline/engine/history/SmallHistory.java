package dev.throughline.engine.history;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.StableId;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.ledger.Ledger;
import dev.throughline.engine.ledger.postgres.PostgresLedger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Two services on the morning of 2026-03-02. Facts go through the ledger; what the engine would conclude of them is written by
 * hand, so that lists can be tested without it.
 *
 * <p>acme/shop (once acme/store) deployed 1 at 10:00, tried 2 at 10:30 in vain, deployed 3 at 11:00 and 4, the tag v4, at 12:00,
 * has 5 under way since 13:00 and 6 on staging since 09:00. Deployment 3 failed: the incident 70 declares it, 71 is in its window,
 * and 4 reverted it. acme/till deployed 1 at 11:00, which went into nothing, and 2, which went into 1.
 */
public final class SmallHistory {

    public static final RepositoryId SHOP = new RepositoryId("github", "1");
    public static final RepositoryId TILL = new RepositoryId("github", "2");

    private final JdbcClient jdbc;
    private final Ledger ledger;

    private SmallHistory(DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.ledger = new PostgresLedger(jdbc, new JdbcTransactionManager(database));
    }

    /** Writes it into an empty database. */
    public static void into(DataSource database) {
        SmallHistory history = new SmallHistory(database);
        history.tell();
        history.conclude();
    }

    public static UUID deployment(RepositoryId repository, int number) {
        return new DeploymentKey(repository, Integer.toString(number)).id();
    }

    public static UUID incident(int number) {
        return StableId.of("incident", SHOP.source(), SHOP.externalId(), Integer.toString(number));
    }

    public static String sha(int digit) {
        return Integer.toHexString(digit).repeat(40);
    }

    /** A time of that morning, e.g. {@code 10:30}. */
    public static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    private void tell() {
        ledger.record(List.of(
                new RepositoryName(SHOP, "acme/store", at("08:00")),
                new RepositoryName(SHOP, "acme/shop", at("09:00")),
                new RepositoryName(TILL, "acme/till", at("09:00"))));
        deploy(SHOP, 1, "production", sha(1), "09:55", "in_progress 09:58", "success 10:00", "success 10:10");
        deploy(SHOP, 2, "production", sha(2), "10:20", "in_progress 10:31", "cancelled 10:30", "failure 10:30");
        deploy(SHOP, 3, "production", sha(3), "10:50", "failure 10:55", "success 11:00", "failure 11:20");
        deploy(SHOP, 4, "production", null, "11:50", "success 12:00");
        deploy(SHOP, 5, "production", sha(5), "12:59", "in_progress 13:00");
        deploy(SHOP, 6, "staging", sha(3), "08:59", "success 09:00");
        deploy(TILL, 1, "production", sha(1), "10:59", "success 11:00");
        deploy(TILL, 2, "production-eu", sha(1), "11:01", "success 11:02");
        ledger.record(List.of(
                new Push(
                        SHOP,
                        new RefUpdate(
                                "refs/tags/v4", null, new CommitSha(sha(14)), new CommitSha(sha(4)), true, false, null),
                        List.of(),
                        at("11:45"),
                        at("11:45")),
                change()));
        ledger.record(List.of(
                issue(70, "11:30", "12:30", true, false, List.of("3333333")),
                issue(71, "11:40", null, true, false, List.of()),
                issue(72, "11:50", null, true, false, List.of("fffffff0")),
                issue(73, "23:00", null, true, false, List.of("defaced")),
                issue(74, "11:00", null, false, false, List.of()),
                issue(75, "11:00", null, true, true, List.of())));
    }

    private void deploy(
            RepositoryId repository,
            int number,
            String environment,
            @Nullable String sha,
            String createdAt,
            String... statuses) {
        DeploymentKey key = new DeploymentKey(repository, Integer.toString(number));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Deployment(
                key,
                sha == null ? new Revision(null, "v" + number, "main") : Revision.of(new CommitSha(sha), "main"),
                Environment.named(environment),
                new Deployment.Request(at(createdAt), "https://example.org/" + number),
                Deployment.Details.NONE,
                new Statement(at(createdAt), "d")));
        for (String status : statuses) {
            String[] words = status.split(" ");
            facts.add(new DeploymentStatus(
                    key, status, DeploymentStatus.State.valueOf(words[0].toUpperCase(Locale.ROOT)), at(words[1])));
        }
        ledger.record(facts);
    }

    private static Change change() {
        return new Change(
                new Entry(SHOP, "12", 12L, "Sell apples", "https://example.org/pull/12", List.of()),
                new Change.Opening(at("10:00"), Author.UNKNOWN),
                new Branch(null, "apples", new CommitSha(sha(3)), "main"),
                1,
                Reviews.NONE,
                new Merge(at("10:45"), new CommitSha(sha(3))),
                Claims.NONE,
                new Statement(at("10:45"), "d"));
    }

    private static Incident issue(
            long number,
            String openedAt,
            @Nullable String resolvedAt,
            boolean isIncident,
            boolean isDeleted,
            List<String> causes) {
        return new Incident(
                new Entry(
                        SHOP,
                        Long.toString(number),
                        number,
                        "Incident " + number,
                        "https://example.org/issues/" + number,
                        List.of()),
                isIncident ? Incident.Kind.INCIDENT : Incident.Kind.ISSUE,
                isDeleted,
                at(openedAt),
                resolvedAt == null ? null : at(resolvedAt),
                Incident.Causes.declared(causes.stream().map(Cause::new).toList()),
                new Statement(at(openedAt), "d"));
    }

    private void conclude() {
        verdict(SHOP, 1, "10:00", "initial", "push", 0, false);
        verdict(SHOP, 3, "11:00", "forward", "push", 3, true);
        verdict(SHOP, 4, "12:00", "forward", "head", 1, false);
        verdict(TILL, 1, "11:00", "initial", "head", 0, false);
        jdbc.sql("""
                        insert into merged_deployment (service_id, deployment_id, merged_into)
                        select service_id, :deployment, :into
                          from service_repository
                          join repository on repository.id = repository_id
                         where external_id = '2'
                        """)
                .param("deployment", deployment(TILL, 2))
                .param("into", deployment(TILL, 1))
                .update();
        commit(7, "10:10", 3000, null, true, true);
        commit(8, "10:20", null, "merge", true, true);
        commit(3, "10:40", 1200, null, true, true);
        commit(9, "10:30", null, "ambiguous", false, true);
        commit(10, "10:30", null, "unlinked", true, false);
        evidence(3, "declared", "declared", incident(70), null, sha(3));
        evidence(3, "window", "heuristic", incident(71), null, null);
        evidence(4, "window", "heuristic", incident(71), null, null);
        evidence(3, "revert", "inferred", null, deployment(SHOP, 4), sha(4));
    }

    private void verdict(
            RepositoryId repository, int number, String at, String kind, String linkedBy, int commits, boolean failed) {
        jdbc.sql("""
                        insert into deployment_fact (
                                   service_id, deployment_id, environment, at, external_id, sha, kind, counts, linked_by,
                                   has_baseline, flags, commits, failed, rework, failed_at, restored_at, recovery_seconds,
                                   lead_seconds, lead_change_seconds, lead_merge_seconds)
                        select deployment.service_id, deployment.id, deployment.environment, :at, deployment.external_id,
                               deployment.sha, :kind, true, :linked_by, :kind <> 'initial', '{ambiguous}', :commits, :failed,
                               false, null, null, null, '{}', '{}', '{}'
                          from deployment
                          join repository on repository.id = deployment.repository_id
                         where deployment.id = :deployment
                        """)
                .param("deployment", deployment(repository, number))
                .param("at", at(at).atOffset(ZoneOffset.UTC))
                .param("kind", kind)
                .param("linked_by", linkedBy)
                .param("commits", commits)
                .param("failed", failed)
                .update();
    }

    private void commit(
            int digit,
            String authorAt,
            @Nullable Integer leadSeconds,
            @Nullable String excluded,
            boolean isCertain,
            boolean isKnown) {
        jdbc.sql("""
                        insert into delivered_commit (
                                   service_id, deployment_id, sha, repository_id, at, is_certain, is_first, is_known,
                                   is_merge, author_at, started_at, start_provenance, lead_seconds, origin_sha,
                                   delivered_as, change_id, excluded, flags)
                        select service_id, :deployment, :sha, id, timestamptz '2026-03-02 11:00Z', :is_certain, true,
                               :is_known, :excluded = 'merge', :author_at, :author_at, 'pr_commits', :lead, :sha, null,
                               (select id from change where change.head_sha = :sha), :excluded, '{stale}'
                          from service_repository
                          join repository on repository.id = repository_id
                         where external_id = '1'
                        """)
                .param("deployment", deployment(SHOP, 3))
                .param("sha", sha(digit))
                .param("is_certain", isCertain)
                .param("is_known", isKnown)
                .param("excluded", excluded == null ? "" : excluded)
                .param("author_at", at(authorAt).atOffset(ZoneOffset.UTC))
                .param("lead", leadSeconds)
                .update();
        jdbc.sql("update delivered_commit set excluded = null where excluded = ''")
                .update();
    }

    private void evidence(
            int number,
            String rule,
            String confidence,
            @Nullable UUID incident,
            @Nullable UUID by,
            @Nullable String sha) {
        jdbc.sql("""
                        insert into evidence (service_id, deployment_id, rule, confidence, incident_id, by_deployment, sha)
                        select service_id, :deployment, :rule, :confidence, :incident::uuid, :by::uuid, :sha
                          from service_repository
                          join repository on repository.id = repository_id
                         where external_id = '1'
                        """)
                .param("deployment", deployment(SHOP, number))
                .param("rule", rule)
                .param("confidence", confidence)
                .param("incident", incident)
                .param("by", by)
                .param("sha", sha)
                .update();
    }
}
