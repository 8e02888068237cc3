package dev.throughline.server.transfer;

import dev.throughline.collector.git.LoggedCommit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.server.command.RunningServer;
import dev.throughline.server.transfer.DevLakeRow.BadValue;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports DevLake's commits: the graph and the messages. Several thousand of them are in memory at a time, and the tables of their parents
 * and repositories are read once for each such block. DevLake stores the parents of a merge in no particular order, on which nothing
 * depends here.
 */
final class DevLakeCommits {

    private static final int AT_ONCE = 50_000;
    private static final int MOST_SIGNS = 16_000_000;

    private final DevLakeTables tables;
    private final DevLakePlaces places;
    private final RunningServer server;
    private final DevLakeTally tally;
    private final Map<String, Read> block = new LinkedHashMap<>();
    private final Map<String, MessageChunks> chunks = new TreeMap<>();
    private int signs;
    private long count;
    private long roots;

    DevLakeCommits(DevLakeTables tables, DevLakePlaces places, RunningServer server, DevLakeTally tally) {
        this.tables = tables;
        this.places = places;
        this.server = server;
        this.tally = tally;
    }

    /** One of the block, with what is found of it. */
    private static final class Read {
        private final Instant authorAt;
        private final Instant committerAt;
        private final String author;
        private final String message;
        private final TreeSet<CommitSha> parents = new TreeSet<>();
        private @Nullable String repository;

        Read(Instant authorAt, Instant committerAt, String author, String message) {
            this.authorAt = authorAt;
            this.committerAt = committerAt;
            this.author = author;
            this.message = message;
        }
    }

    /** Reports all of them, and returns how many there are. */
    long report() {
        if (!tables.has(DevLakeTable.COMMIT_PARENTS)) {
            tables.read(DevLakeTable.COMMITS, row -> tally.leave("commits, since there is no table of their parents"));
            return 0;
        }
        Reports messages = new Reports(server);
        try (Senders senders = new Senders()) {
            tables.read(DevLakeTable.COMMITS, row -> {
                add(row);
                if (block.size() == AT_ONCE || signs > MOST_SIGNS) {
                    flush(messages, senders);
                }
            });
            flush(messages, senders);
            chunks.values().forEach(MessageChunks::close);
        }
        return count;
    }

    /** How many have no parents. */
    long roots() {
        return roots;
    }

    private void add(DevLakeRow row) {
        // PostgreSQL takes no null bytes
        String message = row.text("message").replace("\0", "");
        block.put(
                row.sha("sha").value(),
                new Read(time(row, "authored_date"), time(row, "committed_date"), row.text("author_name"), message));
        signs += message.length();
    }

    /** Clocks of long ago were wrong too: what is before 1970 is not a reason to do without a commit. */
    private static Instant time(DevLakeRow row, String column) {
        Instant time = Times.read(row.required(column));
        if (time == null) {
            throw new BadValue(column + " is no time");
        }
        return time;
    }

    private void flush(Reports messages, Senders senders) {
        if (block.isEmpty()) {
            return;
        }
        tables.read(DevLakeTable.COMMIT_PARENTS, "commit_sha", block.keySet(), row -> {
            Read read = block.get(row.text("commit_sha"));
            if (read != null) {
                read.parents.add(row.sha("parent_commit_sha"));
            }
        });
        tables.read(DevLakeTable.REPO_COMMITS, "commit_sha", block.keySet(), row -> {
            Read read = block.get(row.text("commit_sha"));
            String name = places.service(row.text("repo_id"), "").orElse(null);
            if (read != null && name != null && (read.repository == null || name.compareTo(read.repository) < 0)) {
                read.repository = name;
            }
        });
        List<LoggedCommit> commits = located();
        upload(commits.stream().map(LoggedCommit::commit).toList());
        for (LoggedCommit commit : commits) {
            String service = commit.commit().repository();
            chunks.computeIfAbsent(
                            service,
                            any -> new MessageChunks(
                                    service,
                                    report -> senders.submit(() -> messages.post("/api/v1/commits/messages", report))))
                    .add(commit);
        }
        block.clear();
        signs = 0;
    }

    private List<LoggedCommit> located() {
        String only = places.only().orElse(null);
        List<LoggedCommit> commits = new ArrayList<>(block.size());
        block.forEach((sha, read) -> {
            String repository = read.repository == null ? only : read.repository;
            if (repository == null) {
                tally.leave("commits of a repository without a name");
                return;
            }
            if (read.parents.isEmpty()) {
                roots++;
            }
            GraphCommit commit = new GraphCommit(
                    repository, new CommitSha(sha), List.copyOf(read.parents), read.authorAt, read.committerAt);
            commits.add(new LoggedCommit(commit, read.author, read.message));
        });
        count += commits.size();
        return commits;
    }

    private void upload(List<GraphCommit> commits) {
        Supplier<InputStream> lines = () -> GraphLines.of(commits.iterator());
        RunningServer.Answer answer =
                server.post("/api/v1/commits", "application/x-ndjson", BodyPublishers.ofInputStream(lines));
        if (answer.status() != 200) {
            throw server.unexpected("/api/v1/commits", answer);
        }
    }
}
