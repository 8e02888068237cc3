package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.Piece;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.CommitDetails;
import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.Details;
import dev.throughline.engine.sample.Exclusion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment delivered, by change.
 *
 * @param summary e.g. {@code 6 commits in 2 changes}
 * @param changes a sentence each
 */
record Delivered(String summary, List<List<Piece>> changes) {

    static Delivered of(DeploymentDetails details) {
        List<CommitDetails> own = details.commits().stream()
                .filter(commit -> isOwn(commit.commit()))
                .toList();
        Map<UUID, List<CommitDetails>> byChange = new LinkedHashMap<>();
        for (CommitDetails commit : own) {
            if (commit.change() != null && commit.commit().change() != null) {
                byChange.computeIfAbsent(commit.change(), _ -> new ArrayList<>())
                        .add(commit);
            }
        }
        List<List<Piece>> changes = new ArrayList<>();
        byChange.forEach((change, commits) ->
                changes.add(sentence(change, commits, details.leadSeconds().get(change))));
        return new Delivered(summary(count(details, own.size()), changes.size()), changes);
    }

    /** Neither a merge nor a squash: those represent others, which are listed as well. */
    private static boolean isOwn(DeploymentCommit commit) {
        return !commit.isMerge() && commit.excluded() != Exclusion.SQUASHED;
    }

    private static int count(DeploymentDetails details, int own) {
        Integer arrived = details.deployment().commits();
        boolean isWhole = details.commits().size() < Details.MOST_COMMITS;
        return isWhole && own > 0 || arrived == null ? own : arrived;
    }

    private static String summary(int commits, int changes) {
        return commits == 0
                ? "no commit that is known"
                : Wording.counted(commits, "commit")
                        + (changes == 0 ? "" : " in " + Wording.counted(changes, "change"));
    }

    private static List<Piece> sentence(UUID change, List<CommitDetails> commits, @Nullable Integer leadSeconds) {
        DeploymentCommit.Origin origin =
                Objects.requireNonNull(commits.getFirst().commit().change());
        String name = origin.number() == null ? origin.title() : "#" + origin.number() + " " + origin.title();
        return Piece.sentence()
                .link(name, Paths.change(change))
                .text(" (" + Wording.counted(commits.size(), "commit")
                        + (leadSeconds == null
                                ? ""
                                : ", " + Wording.duration(leadSeconds.doubleValue()) + " from first commit")
                        + ")")
                .done();
    }
}
