package dev.throughline.server.transfer;

import dev.throughline.collector.git.LocalClone;
import dev.throughline.collector.git.LoggedCommit;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.server.cli.Progress;
import dev.throughline.server.command.RunningServer;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports the history of a clone to a server: its commit graph, its commit messages, the merged changes, and its tags as deployments to
 * production. What was reported before is not reported twice.
 */
final class GitImport {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TITLE = 1000;
    private static final int MOST_COMMITS = 5000;

    private final LocalClone clone;
    private final String service;
    private final String environment;
    private final @Nullable Origin origin;
    private final RunningServer server;
    private final PrintStream out;
    private final Instant now;

    /**
     * @param service name of the service that the clone is
     * @param environment where the tags were deployed
     * @param origin null when it is not known
     */
    GitImport(
            LocalClone clone,
            String service,
            String environment,
            @Nullable Origin origin,
            RunningServer server,
            PrintStream out,
            Instant now) {
        this.clone = clone;
        this.service = service;
        this.environment = environment;
        this.origin = origin;
        this.server = server;
        this.out = out;
        this.now = now;
    }

    /** Reports everything, and says how much it was. Numbers follow once the server is settled. */
    void run(Releases releases) {
        int commits = Math.toIntExact(clone.count());
        uploadGraph();
        Reports messages = new Reports(server);
        Reports changes = new Reports(server);
        Reports deployments = new Reports(server);
        long merged = reportCommits(commits, messages, changes);
        try (Senders senders = new Senders()) {
            for (LocalClone.Tag tag : releases.tags()) {
                senders.submit(() -> deployments.post("/api/v1/deployments", deployment(tag)));
            }
        }
        releases.leftOut().forEach(line -> out.println("  " + line));
        out.printf(
                Locale.ROOT,
                "Read %,d commits, %,d merged changes and %,d deployments; %,d changes and %,d deployments were not known before.%n",
                commits,
                merged,
                releases.tags().size(),
                changes.stored(),
                deployments.stored());
    }

    private void uploadGraph() {
        RunningServer.Answer answer = clone.graph(service, commits -> {
            Supplier<InputStream> lines = () -> GraphLines.of(commits);
            return server.post("/api/v1/commits", "application/x-ndjson", BodyPublishers.ofInputStream(lines));
        });
        if (answer.status() != 200) {
            throw server.unexpected("/api/v1/commits", answer);
        }
    }

    private long reportCommits(int commits, Reports messages, Reports changes) {
        Progress progress = new Progress(out, Progress.isOnTerminal(), commits, "commits");
        MergedChanges found = new MergedChanges(clone.mainline());
        long[] merged = new long[1];
        try (Senders senders = new Senders();
                MessageChunks chunks = new MessageChunks(
                        service, report -> senders.submit(() -> messages.post("/api/v1/commits/messages", report)))) {
            clone.messages(service, logged -> {
                while (logged.hasNext()) {
                    LoggedCommit commit = logged.next();
                    chunks.add(commit);
                    found.see(commit).filter(this::isReportable).ifPresent(change -> {
                        merged[0]++;
                        Map<String, Object> report = change(change);
                        senders.submit(() -> changes.post("/api/v1/changes", report));
                    });
                    progress.advance();
                }
                return true;
            });
        } finally {
            progress.interrupt();
        }
        return merged[0];
    }

    private boolean isReportable(MergedChange change) {
        Instant at = change.merge().committerAt();
        return at.isAfter(Instant.EPOCH) && !at.isAfter(now) && change.commits().size() <= MOST_COMMITS;
    }

    private Map<String, Object> change(MergedChange change) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("service", service);
        report.put("id", change.number());
        report.put("repository", service);
        report.put("merged_at", Times.reportable(change.merge().committerAt()));
        report.put("merge_commit_sha", change.merge().sha().value());
        report.put("commits", change.commits().stream().map(GitImport::commit).toList());
        report.put("title", MessageChunks.cut(change.title(), LONGEST_TITLE));
        if (!change.branch().isEmpty() && change.branch().length() <= LONGEST_NAME) {
            report.put("branch", change.branch());
        }
        if (origin != null) {
            report.put("url", origin.change(change.number()));
        }
        return report;
    }

    private static Map<String, String> commit(GraphCommit commit) {
        return Map.of("sha", commit.sha().value(), "author_at", Times.reportable(commit.authorAt()));
    }

    private Map<String, Object> deployment(LocalClone.Tag tag) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("service", service);
        report.put("id", tag.name());
        report.put("environment", environment);
        report.put("sha", Objects.requireNonNull(tag.sha()).value());
        report.put("finished_at", Times.reportable(Objects.requireNonNull(tag.at())));
        report.put("ref", tag.name());
        if (origin != null) {
            report.put("url", origin.tag(tag.name()));
        }
        return report;
    }

    /** A valid name for a service: a text on one line. */
    static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= LONGEST_NAME
                && name.codePoints().noneMatch(Character::isISOControl);
    }

    static List<String> notes() {
        return List.of("Git knows no incidents: only reverts, rollbacks and hotfixes show that something failed.");
    }
}
