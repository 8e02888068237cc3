package dev.throughline.engine.metric;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Samples written by hand, as the engine would have derived them. */
public final class HandWritten {

    private final JdbcClient jdbc;
    private int last;

    public HandWritten(DataSource database) {
        jdbc = JdbcClient.create(database);
    }

    /** Forgets everything, so that tests can share a database. */
    public void clear() {
        // a truncate of every table would take a second
        jdbc.sql("""
                        do $$
                        declare
                            filled regclass;
                        begin
                            set local session_replication_role = replica;
                            for filled in
                                select oid::regclass from pg_class
                                 where relnamespace = 'public'::regnamespace and relkind = 'r'
                                   and relname <> 'flyway_schema_history'
                            loop
                                execute 'delete from ' || filled;
                            end loop;
                            -- as the triggers, which do not run here, would have noted
                            insert into withdrawn_sample (service_id, deployment_id) values (null, null);
                        end $$
                        """).update();
    }

    /** A service with one repository of the same name. */
    public void service(String name) {
        jdbc.sql("""
                        with told as (insert into source (name) values ('forge') on conflict do nothing),
                             made as (insert into service (name) values (:name) returning id),
                             kept as (
                                 insert into repository (source, external_id, name, named_at)
                                 select 'forge', 'r' || id, :name, now() from made
                                 returning id),
                             counted as (
                                 insert into service_repository (service_id, repository_id)
                                 select made.id, kept.id from made, kept)
                        insert into repository_alias (name, repository_id, named_at)
                        select lower(:name), id, now() from kept
                        """).param("name", name).update();
    }

    /** An earlier name of a service, which other services may have had too. */
    public void alias(String service, String oldName, Instant namedAt) {
        jdbc.sql("""
                        insert into repository_alias (name, repository_id, named_at)
                        select lower(:alias), id, :at from repository where name = :service
                        """)
                .param("alias", oldName)
                .param("service", service)
                .param("at", namedAt.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The next deployment of a service to {@code production}; a forward one with a baseline until told otherwise. */
    public Deployment deployment(String service, String at) {
        return new Deployment(service, Instant.parse(at));
    }

    /** As many incidents of a service, the first {@code linked} of them linked to this deployment. */
    public void incident(String service, Instant openedAt, @Nullable UUID deployment) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into incident (id, repository_id, external_id, number, title, labels, is_incident, is_deleted,
                                              opened_at, causes, stated_at, stated_by, service_id)
                        select :id, repository_id, :id::text, :number, 'Down', '{incident}', true, false, :at, '{}', :at, 'hand', service_id
                          from service_repository join repository on repository.id = repository_id where name = :service
                        """)
                .param("id", id)
                .param("number", ++last)
                .param("at", openedAt.atOffset(ZoneOffset.UTC))
                .param("service", service)
                .update();
        if (deployment != null) {
            jdbc.sql("""
                            insert into evidence (service_id, deployment_id, rule, confidence, incident_id)
                            select service_id, deployment_id, 'window', 'heuristic', :incident
                              from deployment_fact where deployment_id = :deployment
                            """).param("incident", id).param("deployment", deployment).update();
        }
    }

    /** One more piece of evidence that links every incident of a deployment to it. */
    public void declared(UUID deployment) {
        jdbc.sql("""
                        insert into evidence (service_id, deployment_id, rule, confidence, incident_id)
                        select service_id, deployment_id, 'declared', 'declared', incident_id
                          from evidence where deployment_id = :deployment
                         limit 1
                        """).param("deployment", deployment).update();
    }

    /** A source of which the newest delivery was received so long ago. */
    public void heardOf(String source, Duration ago) {
        jdbc.sql(
                        "insert into source_activity (source, last_received_at) values (:source, now() - make_interval(secs => :ago))")
                .param("source", source)
                .param("ago", ago.toSeconds())
                .update();
    }

    /** A deployment about to be written. */
    public final class Deployment {

        private final String service;
        private final Instant at;
        private String environment = "production";
        private String kind = "forward";
        private String linkedBy = "push";
        private boolean hasBaseline = true;
        private String[] flags = {};
        private boolean failed;
        private boolean rework;
        private @Nullable Instant failedAt;
        private @Nullable Instant restoredAt;
        private Integer[] leads = {};
        private Integer[] changeLeads = {};
        private Integer[] mergeLeads = {};

        private Deployment(String service, Instant at) {
            this.service = service;
            this.at = at;
        }

        public Deployment to(String name) {
            environment = name;
            return this;
        }

        public Deployment initial() {
            kind = "initial";
            hasBaseline = false;
            return this;
        }

        public Deployment redeploy() {
            kind = "redeploy";
            return this;
        }

        public Deployment ambiguous() {
            linkedBy = "head";
            flags = new String[] {"ambiguous"};
            return this;
        }

        public Deployment rework() {
            rework = true;
            return this;
        }

        /** Failed, and is not restored. */
        public Deployment failed(Instant from) {
            failed = true;
            failedAt = from;
            return this;
        }

        public Deployment failed(Instant from, Duration recovery) {
            restoredAt = from.plus(recovery);
            return failed(from);
        }

        public Deployment leads(Duration... ages) {
            leads = seconds(ages);
            return this;
        }

        public Deployment changeLeads(Duration... ages) {
            changeLeads = seconds(ages);
            return this;
        }

        public Deployment mergeLeads(Duration... ages) {
            mergeLeads = seconds(ages);
            return this;
        }

        private static Integer[] seconds(Duration... ages) {
            return Arrays.stream(ages).map(age -> (int) age.toSeconds()).toArray(Integer[]::new);
        }

        /** Writes it, and a commit with provenance {@code commit} for each lead time; returns its id. */
        public UUID write() {
            UUID id = UUID.randomUUID();
            String externalId = "%06d".formatted(++last);
            jdbc.sql("""
                            insert into deployment (id, repository_id, external_id, sha, environment, tier, is_rollback, created_at,
                                                    stated_at, stated_by, service_id, source_tier)
                            select :id, repository_id, :external, md5(:external), :environment, 'production', false, :at, :at, 'hand', service_id, 'production'
                              from service_repository join repository on repository.id = repository_id where name = :service
                            """)
                    .param("id", id)
                    .param("external", externalId)
                    .param("environment", environment)
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .param("service", service)
                    .update();
            jdbc.sql("""
                            insert into deployment_fact (
                                service_id, deployment_id, environment, at, external_id, sha, kind, counts, linked_by,
                                has_baseline, flags, commits, failed, rework, failed_at, restored_at, recovery_seconds,
                                lead_seconds, lead_starts, lead_change_seconds, lead_merge_seconds)
                            select service_id, :id, :environment, :at, :external, md5(:external), :kind, :kind <> 'redeploy',
                                   :linkedBy, :hasBaseline, :flags, cardinality(cast(:leads as integer[])), :failed, :rework,
                                   cast(:failedAt as timestamptz), cast(:restoredAt as timestamptz),
                                   extract(epoch from cast(:restoredAt as timestamptz) - cast(:failedAt as timestamptz)),
                                   cast(:leads as integer[]), array[0, 0, 0, 0, cardinality(cast(:leads as integer[])), 0],
                                   cast(:changeLeads as integer[]), cast(:mergeLeads as integer[])
                              from service_repository join repository on repository.id = repository_id where name = :service
                            """)
                    .param("id", id)
                    .param("environment", environment)
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .param("external", externalId)
                    .param("kind", kind)
                    .param("linkedBy", linkedBy)
                    .param("hasBaseline", hasBaseline)
                    .param("flags", flags)
                    .param("failed", failed)
                    .param("rework", rework)
                    .param("failedAt", failedAt == null ? null : failedAt.atOffset(ZoneOffset.UTC))
                    .param("restoredAt", restoredAt == null ? null : restoredAt.atOffset(ZoneOffset.UTC))
                    .param("leads", leads)
                    .param("changeLeads", changeLeads)
                    .param("mergeLeads", mergeLeads)
                    .param("service", service)
                    .update();
            jdbc.sql("""
                            insert into delivered_commit (
                                service_id, deployment_id, sha, repository_id, at, is_certain, is_first, is_known, is_merge,
                                started_at, start_provenance, lead_seconds, flags)
                            select service_id, :id, md5(:external || number), repository_id, :at, true, true, true, false,
                                   :at - lead * interval '1 second', 'commit', lead, '{}'
                              from service_repository
                              join repository on repository.id = repository_id
                             cross join unnest(cast(:leads as integer[])) with ordinality sample (lead, number)
                             where repository.name = :service
                            """)
                    .param("id", id)
                    .param("external", externalId)
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .param("leads", leads)
                    .param("service", service)
                    .update();
            return id;
        }
    }
}
