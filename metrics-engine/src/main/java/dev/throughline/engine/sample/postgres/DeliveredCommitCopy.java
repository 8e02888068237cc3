package dev.throughline.engine.sample.postgres;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.postgres.BinaryCopy;
import dev.throughline.engine.sample.DeliveredCommit;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes delivered commits, some thousands at a time: in between, their facts can be read. */
final class DeliveredCommitCopy {

    private static final List<String> COLUMNS = List.of(
            "service_id",
            "deployment_id",
            "repository_id",
            "at",
            "sha",
            "is_certain",
            "is_first",
            "is_known",
            "is_merge",
            "author_at",
            "started_at",
            "start_provenance",
            "lead_seconds",
            "origin_sha",
            "delivered_as",
            "change_id",
            "excluded",
            "flags");
    private static final int ROWS_AT_ONCE = 5000;

    private final JdbcOperations jdbc;
    private final long service;
    private final List<Row> rows = new ArrayList<>();

    /**
     * What it delivered.
     *
     * @param at when it succeeded
     */
    record Deployment(UUID id, long repository, Instant at) {}

    private record Row(Deployment deployment, DeliveredCommit commit) {}

    DeliveredCommitCopy(JdbcOperations jdbc, long service) {
        this.jdbc = jdbc;
        this.service = service;
    }

    void add(Deployment deployment, DeliveredCommit commit) {
        rows.add(new Row(deployment, commit));
        if (rows.size() == ROWS_AT_ONCE) {
            write();
        }
    }

    /** Writes what has not been written yet. */
    void write() {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.execute((Connection connection) -> {
            try (BinaryCopy copy = new BinaryCopy(connection, "delivered_commit", COLUMNS)) {
                for (Row row : rows) {
                    write(row, copy);
                }
                copy.end();
            }
            return null;
        });
        rows.clear();
    }

    private void write(Row row, BinaryCopy copy) throws SQLException {
        DeliveredCommit commit = row.commit;
        DeliveredCommit.Sample sample = commit.sample();
        copy.row();
        copy.number(service);
        copy.uuid(row.deployment.id);
        copy.number(row.deployment.repository);
        copy.instant(row.deployment.at);
        copy.text(commit.sha().value());
        copy.bool(commit.isCertain());
        copy.bool(commit.isFirst());
        copy.bool(commit.isKnown());
        copy.bool(commit.isMerge());
        copy.instant(commit.authorAt());
        copy.instant(sample == null ? null : sample.startedAt());
        copy.text(sample == null ? null : sample.provenance().word());
        copy.integer(sample == null ? null : sample.seconds());
        copy.text(commit.origin().value());
        copy.text(value(commit.deliveredAs()));
        copy.uuid(commit.change());
        copy.text(Term.wordOf(commit.excluded()));
        copy.texts(
                sample == null
                        ? List.of()
                        : sample.flags().stream().map(Term::word).toList());
    }

    private static @Nullable String value(@Nullable CommitSha sha) {
        return sha == null ? null : sha.value();
    }
}
