package dev.throughline.server.transfer;

import dev.throughline.engine.fact.CommitSha;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reports DevLake's merged pull requests. Several thousand of them are in memory at a time, and the tables of their commits and reviews are
 * read once for each such block.
 */
final class DevLakeChanges {

    private static final int AT_ONCE = 10_000;
    private static final int MOST_COMMITS = 5000;
    private static final int LONGEST_TITLE = 1000;
    private static final Comparator<Listed> IN_ORDER =
            Comparator.comparing(Listed::authorAt).thenComparing(Listed::sha);

    private final DevLakeTables tables;
    private final DevLakePlaces places;
    private final Reports reports;
    private final DevLakeTally tally;
    private final Map<String, Merged> block = new LinkedHashMap<>();
    private long count;

    DevLakeChanges(DevLakeTables tables, DevLakePlaces places, Reports reports, DevLakeTally tally) {
        this.tables = tables;
        this.places = places;
        this.reports = reports;
        this.tally = tally;
    }

    private record Listed(CommitSha sha, Instant authorAt) {}

    /** One of the block, with what is found of it. */
    private static final class Merged {
        private final String place;
        private final Map<String, Object> report;
        private final String author;
        private final Set<Listed> commits = new TreeSet<>(IN_ORDER);
        private final Set<CommitSha> undated = new TreeSet<>();
        private @Nullable Instant firstReviewAt;

        Merged(String place, Map<String, Object> report, String author) {
            this.place = place;
            this.report = report;
            this.author = author;
        }
    }

    /** Reports all of them, and returns how many there are. */
    long report() {
        tables.read(DevLakeTable.PULL_REQUESTS, row -> {
            add(row);
            if (block.size() == AT_ONCE) {
                flush();
            }
        });
        flush();
        return count;
    }

    private void add(DevLakeRow row) {
        String id = row.required("id");
        Instant mergedAt = row.time("merged_date");
        Optional<String> service = places.service(row.text("base_repo_id"), "");
        if (mergedAt == null) {
            tally.leave(
                    row.text("status").equalsIgnoreCase("MERGED")
                            ? "changes that were merged, but not told when"
                            : "changes that were not merged");
        } else if (service.isEmpty()) {
            tally.leave("changes of a repository without a name");
        } else {
            block.put(id, new Merged(row.place(), report(row, id, service.get(), mergedAt), row.text("author_id")));
        }
    }

    private static Map<String, Object> report(DevLakeRow row, String id, String service, Instant mergedAt) {
        Map<String, Object> report = new LinkedHashMap<>();
        String number = row.text("pull_request_key");
        report.put("service", service);
        report.put("id", number.matches("[1-9]\\d{0,17}") ? number : DevLakeDeployments.reported(id));
        report.put("repository", service);
        report.put("merged_at", Times.reportable(mergedAt));
        Instant openedAt = row.time("created_date");
        if (openedAt != null && !openedAt.isAfter(mergedAt)) {
            report.put("opened_at", Times.reportable(openedAt));
        }
        CommitSha.find(row.text("merge_commit_sha")).ifPresent(sha -> report.put("merge_commit_sha", sha.value()));
        report.put("title", MessageChunks.cut(row.text("title"), LONGEST_TITLE));
        String branch = row.text("head_ref");
        if (GitImport.isName(branch)) {
            report.put("branch", branch);
        }
        Addresses.page(row.text("url")).ifPresent(url -> report.put("url", url));
        return report;
    }

    private void flush() {
        if (block.isEmpty()) {
            return;
        }
        tables.read(DevLakeTable.PULL_REQUEST_COMMITS, "pull_request_id", block.keySet(), this::addCommit);
        tables.read(DevLakeTable.PULL_REQUEST_COMMENTS, "pull_request_id", block.keySet(), this::addReview);
        dateCommits();
        try (Senders senders = new Senders()) {
            for (Merged merged : block.values()) {
                if (isComplete(merged)) {
                    count++;
                    senders.submit(() -> reports.offer("/api/v1/changes", merged.report)
                            .ifPresent(why -> tally.bad(merged.place, why)));
                }
            }
        }
        block.clear();
    }

    private void addCommit(DevLakeRow row) {
        Merged merged = block.get(row.text("pull_request_id"));
        CommitSha sha = row.sha("commit_sha");
        Instant authorAt = row.time("commit_authored_date");
        if (merged != null && authorAt != null) {
            merged.commits.add(new Listed(sha, authorAt));
        } else if (merged != null) {
            merged.undated.add(sha);
        }
    }

    /** A review, or a comment on the code, by somebody else. */
    private void addReview(DevLakeRow row) {
        Merged merged = block.get(row.text("pull_request_id"));
        Instant at = row.time("created_date");
        String type = row.text("type");
        String by = row.text("account_id");
        if (merged != null
                && at != null
                && (type.equals("REVIEW") || type.equals("DIFF"))
                && !by.isEmpty()
                && !by.equals(merged.author)
                && (merged.firstReviewAt == null || at.isBefore(merged.firstReviewAt))) {
            merged.firstReviewAt = at;
        }
    }

    /** Older versions of DevLake have the times of commits in their own table alone. */
    private void dateCommits() {
        Map<String, List<Merged>> undated = new HashMap<>();
        for (Merged merged : block.values()) {
            merged.undated.forEach(sha -> undated.computeIfAbsent(sha.value(), any -> new ArrayList<>())
                    .add(merged));
        }
        if (!undated.isEmpty()) {
            tables.read(DevLakeTable.COMMITS, "sha", undated.keySet(), row -> {
                Instant authorAt = row.requiredTime("authored_date");
                for (Merged merged : undated.getOrDefault(row.text("sha"), List.of())) {
                    merged.commits.add(new Listed(row.sha("sha"), authorAt));
                    merged.undated.remove(row.sha("sha"));
                }
            });
        }
    }

    private boolean isComplete(Merged merged) {
        if (merged.commits.isEmpty()) {
            tally.leave("changes whose own commits are not known");
        } else if (!merged.undated.isEmpty()) {
            tally.leave("changes with a commit that has no time");
        } else if (merged.commits.size() > MOST_COMMITS) {
            tally.leave("changes of more than 5,000 commits");
        } else {
            merged.report.put(
                    "commits",
                    merged.commits.stream()
                            .map(commit -> Map.of(
                                    "sha", commit.sha().value(), "author_at", Times.reportable(commit.authorAt())))
                            .collect(Collectors.toList()));
            if (merged.firstReviewAt != null) {
                merged.report.put("first_review_at", Times.reportable(merged.firstReviewAt));
            }
            return true;
        }
        return false;
    }
}
