package dev.throughline.engine.history;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merged change with everything on its page.
 *
 * @param deliveries the change in each of the services that share its repository; at least one
 * @param branch that it was made on
 * @param target branch that it was merged into
 * @param mergeSha the commit that it resulted in; null when unknown
 * @param listed its own commits as listed by its source, oldest first; empty when unknown
 * @param commits those that its deployments delivered first
 * @param deployments those of its deliveries, by id
 */
public record ChangeDetails(
        List<ListedChange> deliveries,
        RepositoryPlace repository,
        String branch,
        String target,
        List<String> labels,
        @Nullable String mergeSha,
        List<String> listed,
        List<CommitDetails> commits,
        Map<UUID, ListedDeployment> deployments) {}
