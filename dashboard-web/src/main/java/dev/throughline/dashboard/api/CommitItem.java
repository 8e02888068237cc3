package dev.throughline.dashboard.api;

import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.DeploymentCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit that a deployment was the first to deliver, see {@link DeliveredCommit}. */
record CommitItem(
        String sha,
        @Nullable Instant authorAt,
        boolean merge,
        @Nullable Integer leadTimeSeconds,
        @Nullable String startProvenance,
        @Nullable String linkedBy,
        @Nullable ChangeItem change,
        @Nullable String deliveredAs,
        @Nullable String excluded,
        List<String> flags) {

    /** The change that it belongs to. */
    record ChangeItem(
            @Nullable Long number, String title, @Nullable String url) {

        static ChangeItem of(DeploymentCommit.Origin change) {
            return new ChangeItem(change.number(), change.title(), change.url());
        }
    }

    static CommitItem of(DeploymentCommit commit) {
        DeploymentCommit.Origin change = commit.change();
        return new CommitItem(
                commit.sha(),
                commit.authorAt(),
                commit.isMerge(),
                commit.leadTimeSeconds(),
                Term.wordOf(commit.startProvenance()),
                Term.wordOf(commit.linkedBy()),
                change == null ? null : ChangeItem.of(change),
                commit.deliveredAs(),
                Term.wordOf(commit.excluded()),
                commit.flags().stream().map(Term::word).toList());
    }
}
