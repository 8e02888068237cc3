package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.CommitSet;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commits that have given a lead time, or were delivered: each gives one only once, under whatever hash it arrives. */
final class SampledOrigins {

    private final KeptDeliveries delivered;
    private final Set<CommitSha> sampled = new CommitSet();

    SampledOrigins(KeptDeliveries delivered) {
        this.delivered = delivered;
    }

    /**
     * Looks up which of these commits were delivered by deployments with stored samples.
     *
     * @param except the deployment that they are delivered by, when earlier ones of its commits may be kept already
     */
    void expect(Collection<KnownCommit> commits, @Nullable UUID except) {
        expectOrigins(commits.stream().filter(KnownCommit::isPicked), except);
        lookUp(
                commits.stream().filter(commit -> !commit.isPicked()),
                fresh -> delivered.sampledElsewhere(fresh, except));
    }

    /** The same for commits that were not delivered themselves, but are repeated by others. */
    void expectOrigins(Stream<KnownCommit> commits, @Nullable UUID except) {
        lookUp(commits, origins -> delivered.sampledOrigins(origins, except));
    }

    /** Notes that a commit gives its lead time now; false when it has given it before. */
    boolean add(CommitSha origin) {
        return sampled.add(origin);
    }

    void addAll(Collection<CommitSha> origins) {
        sampled.addAll(origins);
    }

    /** Looks up once for all of them which have given a lead time to an earlier deployment. */
    private void lookUp(Stream<KnownCommit> commits, UnaryOperator<Set<CommitSha>> ask) {
        Set<CommitSha> origins = commits.map(KnownCommit::origin)
                .filter(origin -> !sampled.contains(origin))
                .collect(Collectors.toSet());
        if (!origins.isEmpty()) {
            sampled.addAll(ask.apply(origins));
        }
    }
}
