package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pushes of repositories without known ones, such as those that were only read by API. */
public enum NoPushes implements PushGraph {
    INSTANCE;

    @Override
    public List<PushNode> listing(CommitSha sha) {
        return List.of();
    }

    @Override
    public void expectListings(Collection<CommitSha> shas) {
        // there is nothing to read ahead
    }

    @Override
    public Optional<CommitSha> base(PushNode push) {
        return Optional.empty();
    }

    @Override
    public Set<CommitSha> bases(PushNode push) {
        return Set.of();
    }

    @Override
    public List<PushNode> endingAt(String ref, CommitSha head) {
        return List.of();
    }

    @Override
    public void expect(Collection<Tip> tips) {
        // there is nothing to read ahead
    }

    @Override
    public Set<CommitSha> takeRead() {
        return Set.of();
    }
}
