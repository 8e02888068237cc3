package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

    private static Pull pull(
            Pull pull, Instant updatedAt, List<String> labels, List<Review> reviews, List<Comment> comments) {
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
                pull.head(),
                pull.baseRef(),
                pull.baseSha(),
                reviews,
                comments);
    }

    static Issue comment(Issue issue, Comment comment) {
        return new Issue(
                issue.id(),
                issue.number(),
                issue.title(),
                issue.body(),
                issue.user(),
                issue.labels(),
                issue.createdAt(),
                later(issue.updatedAt(), comment.createdAt()),
                issue.closedAt(),
                plus(issue.comments(), comment),
                issue.confidential(),
                issue.incident(),
                issue.severity());
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
