package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.LogicalDeployment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lead times that one deployment gives: those of its commits, then those of its changes. */
final class Sampling {

    private final LeadTimeReading reading;
    private final OwnCommits ownCommits;
    private final UUID deployment;
    private final @Nullable CommitSha head;
    private final Elapsed elapsed;
    private final Collection<CommitSha> shas;
    private final Map<CommitSha, KnownCommit> known;
    private final Map<CommitSha, DeliveredCommit> rows = new LinkedHashMap<>();
    private final Set<CommitSha> listed = new HashSet<>();
    private final Map<CommitSha, CommitSha> copies = new HashMap<>();
    private final List<MergedChange> pickedHere = new ArrayList<>();
    private final Map<UUID, Set<CommitSha>> rebased = new HashMap<>();

    /**
     * @param shas what it delivered, or a part of that
     * @param known the known ones of them
     */
    Sampling(
            LeadTimeReading reading,
            LogicalDeployment deployment,
            Collection<CommitSha> shas,
            Map<CommitSha, KnownCommit> known) {
        this.reading = reading;
        this.ownCommits = reading.ownCommits();
        this.deployment = deployment.id();
        this.head = deployment.sha();
        this.elapsed = new Elapsed(deployment.at());
        this.shas = shas;
        this.known = known;
    }

    Deliveries deliveries() {
        List<MergedChange> changes = reading.changes().endedIn(shas);
        List<MergedChange> headedHere = reading.changes().headedAt(head, elapsed.at());
        Stream.concat(changes.stream(), headedHere.stream()).forEach(change -> listed.addAll(change.listed()));
        changes.forEach(this::addRewritten);
        shas.stream().filter(sha -> !rows.containsKey(sha)).forEach(this::add);
        ChangeSampling sampling = new ChangeSampling(reading, elapsed, known, rows, rebased);
        Stream.of(changes, pickedHere, ahead(headedHere, changes))
                .flatMap(List::stream)
                .filter(distinct())
                .forEach(sampling::add);
        return sampling.deliveries();
    }

    private static Predicate<MergedChange> distinct() {
        Set<UUID> seen = new HashSet<>();
        return change -> seen.add(change.id());
    }

    /** The changes whose branch it deployed before they were merged; of several with one head, the one that was merged first. */
    private List<MergedChange> ahead(List<MergedChange> headedHere, List<MergedChange> arrived) {
        return headedHere.stream()
                .min(MergedChange.BY_MERGE)
                .filter(change -> !arrived.contains(change) && !rows.containsKey(change.mergeCommit()))
                .stream()
                .toList();
    }

    private void add(CommitSha sha) {
        KnownCommit commit = known.get(sha);
        if (commit == null) {
            rows.put(sha, LeadTimes.without(sha, null, true, true, Exclusion.UNLINKED));
        } else if (commit.isMerge() || !commit.isOwn()) {
            rows.put(sha, LeadTimes.without(sha, commit, true, true, Exclusion.MERGE));
        } else {
            reading.picks()
                    .from(commit)
                    .ifPresentOrElse(origin -> addPicked(commit, origin), () -> rows.put(sha, sampled(commit, null)));
        }
    }

    /** A pick of something that represents other commits gives their lead times: each once, whichever way it came first. */
    private void addPicked(KnownCommit pick, Picks.Picked origin) {
        rows.put(
                pick.sha(), row(pick, null, pick.origin(), null, origin.change().id(), Exclusion.SQUASHED));
        addOriginals(pick.sha(), origin.change(), origin.brought());
        pickedHere.add(origin.change());
    }

    private void addOriginals(CommitSha arrived, MergedChange change, List<KnownCommit> originals) {
        listed.addAll(change.listed());
        reading.sampled().expectOrigins(originals.stream(), deployment);
        originals.stream()
                .filter(original -> !rows.containsKey(original.sha()))
                .map(original -> sampled(original, arrived).of(change.id()))
                .forEach(row -> rows.put(row.sha(), row.isDeliveredBefore() ? row.again() : row));
    }

    /**
     * A squashed change gives the lead times of its own commits; when they are unknown, one from its opening. The commits of a rebased one
     * are copies of its own.
     */
    private void addRewritten(MergedChange change) {
        KnownCommit arrived = known.get(change.mergeCommit());
        if (arrived != null && arrived.isMerge()) {
            ownCommits
                    .squashUnder(change, arrived)
                    .map(known::get)
                    .filter(KnownCommit::isOwn)
                    .filter(squash -> !squash.isMerge())
                    .ifPresent(squash -> addSquashed(change, squash, ownCommits.originals(change)));
            return;
        }
        if (arrived == null || !arrived.isOwn() || !ownCommits.isRewritten(change, arrived)) {
            return;
        }
        List<KnownCommit> originals = ownCommits.originals(change);
        if (!ownCommits.isSquashed(change, arrived, originals)) {
            Map<CommitSha, CommitSha> originalOf = ownCommits.copies(change, arrived, originals);
            reading.sampled()
                    .expectOrigins(
                            originals.stream().filter(original -> originalOf.containsValue(original.sha())),
                            deployment);
            copies.putAll(originalOf);
            rebased.put(
                    change.id(),
                    Stream.concat(Stream.of(arrived.sha()), originalOf.keySet().stream())
                            .collect(Collectors.toSet()));
            return;
        }
        addSquashed(change, arrived, originals);
    }

    private void addSquashed(MergedChange change, KnownCommit arrived, List<KnownCommit> originals) {
        if (originals.isEmpty()) {
            DeliveredCommit.Sample sample =
                    elapsed.sample(change.openedAt(), StartProvenance.PR_OPENED, List.of(Flag.PR_OPENED));
            Optional<Exclusion> left = reading.authors().leftOut(change.isBot(), change.author());
            rows.put(
                    arrived.sha(),
                    row(arrived, left.isEmpty() ? sample : null, arrived.sha(), null, change.id(), left.orElse(null)));
            return;
        }
        rows.put(arrived.sha(), row(arrived, null, arrived.sha(), null, change.id(), Exclusion.SQUASHED));
        addOriginals(arrived.sha(), change, originals);
    }

    private DeliveredCommit sampled(KnownCommit commit, @Nullable CommitSha deliveredAs) {
        CommitSha origin = copies.getOrDefault(commit.sha(), commit.origin());
        Exclusion elsewhere = commit.scope().reason();
        if (elsewhere != null) {
            return row(commit, null, origin, deliveredAs, null, elsewhere);
        }
        if (!reading.sampled().add(origin)) {
            return row(commit, null, origin, deliveredAs, null, Exclusion.ALREADY_DELIVERED);
        }
        Optional<Exclusion> left = reading.authors().leftOut(commit.isBot(), commit.author());
        if (left.isPresent()) {
            return row(commit, null, origin, deliveredAs, null, left.get());
        }
        KnownCommit written =
                commit.isPicked() ? reading.commits().of(Set.of(origin)).getOrDefault(origin, commit) : commit;
        List<Flag> flags = written.isSkewed() ? List.of(Flag.CLOCK_SKEW) : List.of();
        DeliveredCommit.Sample sample =
                elapsed.sample(written.startedAt(), provenance(commit, written, deliveredAs), flags);
        return row(commit, sample, origin, deliveredAs, null, null);
    }

    private StartProvenance provenance(KnownCommit commit, KnownCommit written, @Nullable CommitSha deliveredAs) {
        if (written.isCommitted()) {
            return StartProvenance.COMMITTED;
        }
        if (commit.isPicked() && deliveredAs == null) {
            return StartProvenance.TRAILER;
        }
        if (listed.contains(commit.sha())) {
            return StartProvenance.PR_COMMITS;
        }
        return deliveredAs != null ? StartProvenance.BRANCH_PUSH : StartProvenance.COMMIT;
    }

    private DeliveredCommit row(
            KnownCommit commit,
            DeliveredCommit.@Nullable Sample sample,
            CommitSha origin,
            @Nullable CommitSha deliveredAs,
            @Nullable UUID change,
            @Nullable Exclusion excluded) {
        return new DeliveredCommit(
                commit.sha(),
                true,
                commit.isOwn(),
                true,
                commit.isMerge(),
                commit.authorAt(),
                sample,
                origin,
                deliveredAs,
                change,
                excluded);
    }
}
