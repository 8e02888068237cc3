package dev.throughline.collector.report;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A merged change.
 *
 * @param repository name of its repository
 * @param openedAt null when unknown
 * @param mergeCommit the commit that its merge, squash or rebase resulted in; null when it is the last of its own
 * @param commits its own, at least one
 */
record ChangeReport(
        Subject subject,
        String repository,
        Instant mergedAt,
        @Nullable Instant openedAt,
        @Nullable Instant firstReviewAt,
        @Nullable Instant approvedAt,
        @Nullable CommitSha mergeCommit,
        List<ChangeCommits.Listed> commits,
        String title,
        List<String> labels,
        String branch,
        @Nullable String url)
        implements SourceReport {

    private static final int MOST_COMMITS = 5000;
    private static final int MOST_LABELS = 100;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

    static ChangeReport of(Subject subject, Fields fields) {
        return new ChangeReport(
                subject,
                fields.name("repository", LONGEST_NAME),
                fields.time("merged_at"),
                fields.maybeTime("opened_at").orElse(null),
                fields.maybeTime("first_review_at").orElse(null),
                fields.maybeTime("approved_at").orElse(null),
                fields.maybeSha("merge_commit_sha").orElse(null),
                fields.objects(
                        "commits",
                        MOST_COMMITS,
                        "a list of 1 to %d commits, each {\"sha\", \"author_at\"}".formatted(MOST_COMMITS),
                        commit -> new ChangeCommits.Listed(commit.sha("sha"), commit.time("author_at"))),
                fields.maybeText("title", LONGEST_TITLE).orElse(""),
                fields.names("labels", MOST_LABELS, LONGEST_NAME),
                fields.maybeName("branch", LONGEST_NAME).orElse(""),
                fields.maybeAddress("url", LONGEST_URL).orElse(null));
    }

    @Override
    public UUID id() {
        return change(new Statement(mergedAt, "")).id();
    }

    @Override
    public List<Fact> facts(Statement statement) {
        Change change = change(statement);
        return List.of(
                change, new ChangeCommits(change.repository(), subject.id(), null, commits, repository, statement));
    }

    private Change change(Statement statement) {
        CommitSha last = last();
        return new Change(
                new Entry(
                        subject.repository(),
                        subject.id(),
                        NUMBER.matcher(subject.id()).matches() ? Long.valueOf(subject.id()) : null,
                        title,
                        url,
                        Entry.labels(labels)),
                new Change.Opening(openedAt == null ? mergedAt : openedAt, Author.UNKNOWN),
                new Branch(null, branch, last, ""),
                commits.size(),
                new Reviews(firstReviewAt, approvedAt),
                new Merge(mergedAt, mergeCommit == null ? last : mergeCommit),
                Mentions.claims(new Place("", repository), Author.UNKNOWN, title, "", branch),
                statement);
    }

    /** The commit that was written last: git lists commits in either order. */
    private CommitSha last() {
        List<ChangeCommits.Listed> inOrder = new ArrayList<>(commits);
        inOrder.sort(Comparator.comparing(ChangeCommits.Listed::authorAt));
        return inOrder.getLast().sha();
    }
}
