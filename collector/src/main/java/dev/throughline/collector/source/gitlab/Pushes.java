package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Field;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts from pushes: a ref that moved, the commits that came with it, and a deployment if tags are deployments. */
final class Pushes {

    private final GitLabDeployments deployments;

    Pushes(GitLabDeployments deployments) {
        this.deployments = deployments;
    }

    /** The facts of a push. */
    List<Fact> told(Payload.Push payload, Origin origin) {
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(payload, origin)));
        String ref = Field.of(payload.ref(), "ref");
        if (payload.after() == null && payload.before() != null) {
            return facts;
        }
        CommitSha after = Field.of(payload.after(), "after");
        CommitSha head = payload.checkoutSha();
        List<Payload.@Nullable PushedCommit> listed = Objects.requireNonNullElse(payload.commits(), List.of());
        Integer total = payload.totalCommitsCount();
        // a hook of a whole instance lists none, whatever was pushed
        boolean isUnlisted = payload.objectKind() == null && listed.isEmpty() && payload.before() != null;
        boolean isTruncated = isUnlisted || total != null && total > listed.size();
        Push push = new Push(
                Repositories.id(payload, origin),
                new RefUpdate(
                        ref,
                        payload.before(),
                        after,
                        head == null && !ref.startsWith("refs/tags/") ? after : head,
                        payload.before() == null,
                        false,
                        null),
                commits(listed, Repositories.place(payload, origin)),
                isTruncated,
                isTruncated ? (total == null || total == 0 ? null : total) : Integer.valueOf(listed.size()),
                null,
                origin.receivedAt());
        facts.add(push);
        facts.addAll(deployments.pushed(push, payload, origin));
        return facts;
    }

    private static List<Commit> commits(List<Payload.@Nullable PushedCommit> listed, Place place) {
        List<Commit> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = "commits[" + i + "]";
            Payload.PushedCommit commit = Field.of(listed.get(i), path);
            Author author = Authors.of(commit.author());
            commits.add(new Commit(
                    Field.of(commit.id(), path + ".id"),
                    Field.of(commit.timestamp(), path + ".timestamp"),
                    AuthorTime.COMMITTED,
                    author,
                    Mentions.message(place, author, Objects.requireNonNullElse(commit.message(), "")),
                    commit.paths()));
        }
        return commits;
    }
}
