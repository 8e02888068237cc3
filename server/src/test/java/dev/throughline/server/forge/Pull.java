package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pull request of GitHub, a merge request of GitLab, as it stands now.
 *
 * @param mergeCommit the commit that joins both branches; null when squashed, rebased or fast-forwarded
 * @param squashCommit the one commit that its commits became
 * @param baseSha where its branch left the base
 */
public record Pull(
        long id,
        int number,
        String title,
        String body,
        Person user,
        boolean draft,
        List<String> labels,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        @Nullable Instant mergedAt,
        @Nullable String mergeCommit,
        @Nullable String squashCommit,
        Head head,
        String baseRef,
        String baseSha,
        List<Review> reviews,
        List<Comment> comments)
        implements Ticket {

    /**
     * Its branch.
     *
     * @param repositoryId null when the fork was deleted
     */
    public record Head(
            String ref,
            String sha,
            @Nullable Long repositoryId,
            @Nullable String repository) {}

    public boolean isMerged() {
        return mergedAt != null;
    }
}
