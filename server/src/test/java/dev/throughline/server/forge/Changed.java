package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows with one thing changed. */
final class Changed {

    private Changed() {}

    static Pull reviews(Pull pull, List<Review> reviews) {
        return pull(pull, pull.updatedAt(), pull.labels(), List.copyOf(reviews), pull.comments());
    }

    static Pull comment(Pull pull, Comment comment) {
        return pull(
                pull,
                later(pull.updatedAt(), comment.createdAt()),
                pull.labels(),
                pull.reviews(),
                plus(pull.comments(), comment));
    }

    static Pull labels(Pull pull, List<String> labels, Instant at) {
        return pull(pull, later(pull.updatedAt(), at), labels, pull.reviews(), pull.comments());
    }

    static Pull updated(Pull pull, Instant at) {
        return pull(pull, later(pull.updatedAt(), at), pull.labels(), pull.reviews(), pull.comments());
    }

    /** Its branch was pushed to. */
    static Pull head(Pull pull, String sha, Instant at) {
        Pull.Head head = pull.head();
        return pull(
                pull,
                new Pull.Head(head.ref(), sha, head.repositoryId(), head.repository()),
                later(pull.updatedAt(), at),
                pull.labels(),
                pull.reviews(),
                pull.comments());
    }

    private static Pull pull(
            Pull pull, Instant updatedAt, List<String> labels, List<Review> reviews, List<Comment> comments) {
        return pull(pull, pull.head(), updatedAt, labels, reviews, comments);
    }

    private static Pull pull(
            Pull pull,
            Pull.Head head,
            Instant updatedAt,
            List<String> labels,
            List<Review> reviews,
            List<Comment> comments) {
        return new Pull(
                pull.id(),
                pull.number(),
                pull.title(),
                pull.body(),
                pull.user(),
                pull.draft(),
                labels,
                pull.createdAt(),
                updatedAt,
                pull.closedAt(),
                pull.mergedAt(),
                pull.mergeCommit(),
                pull.squashCommit(),
                head,
                pull.baseRef(),
                pull.baseSha(),
                reviews,
                comments);
    }

    static Issue comment(Issue issue, Comment comment) {
        return issue(
                issue,
                issue.labels(),
                later(issue.updatedAt(), comment.createdAt()),
                issue.closedAt(),
                plus(issue.comments(), comment),
                issue.closedAs());
    }

    static Issue labels(Issue issue, List<String> labels, Instant at) {
        return issue(issue, labels, at, issue.closedAt(), issue.comments(), issue.closedAs());
    }

    static Issue closed(Issue issue, String reason, Instant at) {
        return issue(issue, issue.labels(), at, at, issue.comments(), reason);
    }

    private static Issue issue(
            Issue issue,
            List<String> labels,
            Instant updatedAt,
            @Nullable Instant closedAt,
            List<Comment> comments,
            String closedAs) {
        return new Issue(
                issue.id(),
                issue.number(),
                issue.title(),
                issue.body(),
                issue.user(),
                labels,
                issue.createdAt(),
                updatedAt,
                closedAt,
                comments,
                issue.confidential(),
                issue.incident(),
                issue.severity(),
                closedAs);
    }

    static Deployment statuses(Deployment deployment, List<Deployment.Status> statuses) {
        return new Deployment(
                deployment.id(),
                deployment.iid(),
                deployment.sha(),
                deployment.ref(),
                deployment.task(),
                deployment.environment(),
                deployment.tier(),
                deployment.creator(),
                deployment.createdAt(),
                deployment.job(),
                List.copyOf(statuses));
    }

    private static <T> List<T> plus(List<T> list, T item) {
        return Stream.concat(list.stream(), Stream.of(item)).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
