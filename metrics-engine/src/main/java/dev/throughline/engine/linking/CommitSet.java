package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A set of commits in insertion order: plain while they are few, packed once they are many. A deployment may deliver
 * the whole history of a repository. Nothing can be removed from it.
 */
public final class CommitSet extends AbstractSet<CommitSha> {

    private static final int FEW = 100_000;

    private Set<CommitSha> commits = new LinkedHashSet<>();

    @Override
    public boolean add(CommitSha sha) {
        boolean isNew = commits.add(sha);
        if (isNew && commits.size() == FEW) {
            Set<CommitSha> packed = new PackedCommits();
            packed.addAll(commits);
            commits = packed;
        }
        return isNew;
    }

    @Override
    public boolean contains(Object other) {
        return commits.contains(other);
    }

    @Override
    public int size() {
        return commits.size();
    }

    @Override
    public Iterator<CommitSha> iterator() {
        return commits.iterator();
    }
}
