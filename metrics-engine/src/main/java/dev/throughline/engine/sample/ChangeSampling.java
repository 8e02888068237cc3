package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Flag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lead times of the changes that one deployment delivered: the two series whose unit is the change. */
final class ChangeSampling {

    private final LeadTimeReading reading;
    private final OwnCommits ownCommits;
    private final Elapsed elapsed;
    private final Map<CommitSha, KnownCommit> known;
    private final Map<CommitSha, DeliveredCommit> rows;
    private final Map<UUID, Set<CommitSha>> rebased;
    private final List<DeliveredChange> delivered = new ArrayList<>();
    private final Set<UUID> again = new HashSet<>();

    /**
     * @param rows the delivered commits, which learn which change they belong to
     * @param rebased the commits that rebased changes arrived as
     */
    ChangeSampling(
            LeadTimeReading reading,
            Elapsed elapsed,
            Map<CommitSha, KnownCommit> known,
            Map<CommitSha, DeliveredCommit> rows,
            Map<UUID, Set<CommitSha>> rebased) {
        this.reading = reading;
        this.ownCommits = reading.ownCommits();
        this.elapsed = elapsed;
        this.known = known;
        this.rows = rows;
        this.rebased = rebased;
    }

    /** The delivered commits, and what was found of the changes. */
    Deliveries deliveries() {
        return new Deliveries(List.copyOf(rows.values()), delivered, again);
    }

    /** What was delivered before in another way gives nothing again. */
    void add(MergedChange change) {
        if (isDeliveredBefore(change)) {
            again.add(change.id());
            rows.computeIfPresent(
                    change.mergeCommit(), (sha, arrived) -> arrived.isStandIn() ? arrived.again() : arrived);
            return;
        }
        if (isBroughtByAnother(change)) {
            return;
        }
        List<DeliveredCommit> own = own(change);
        boolean isOwn = own.stream().anyMatch(DeliveredCommit::isFirst) || isOwn(change.mergeCommit());
        if (!isOwn) {
            return;
        }
        // a merge has no files of its own, so it follows what it merges
        rows.computeIfPresent(change.mergeCommit(), (sha, merge) -> merge.isMerge() ? merge.first() : merge);
        own.forEach(row -> rows.computeIfPresent(row.sha(), (sha, kept) -> kept.of(change.id())));
        if (reading.authors().leftOut(change.isBot(), change.author()).isPresent()) {
            return;
        }
        DeliveredCommit.Sample first = own.stream()
                .sorted(Comparator.comparing(row -> row.sha().value()))
                .flatMap(row -> Stream.ofNullable(row.sample()))
                .min(Comparator.comparing(DeliveredCommit.Sample::startedAt))
                .or(() -> written(change))
                .orElseGet(() -> elapsed.sample(change.openedAt(), StartProvenance.PR_OPENED, List.of(Flag.PR_OPENED)));
        delivered.add(new DeliveredChange(
                change.id(),
                first.startedAt(),
                first.seconds(),
                first.flags(),
                elapsed.secondsSince(change.mergedAt()),
                elapsed.oddities(change.mergedAt())));
    }

    private boolean isDeliveredBefore(MergedChange change) {
        List<DeliveredCommit> standIns = rows.values().stream()
                .filter(row -> change.id().equals(row.change()))
                .toList();
        if (!standIns.isEmpty()) {
            List<DeliveredCommit> originals =
                    standIns.stream().filter(row -> !row.isStandIn()).toList();
            return !originals.isEmpty() && originals.stream().allMatch(DeliveredCommit::isDeliveredBefore);
        }
        Set<CommitSha> carried = carried(change);
        return !carried.isEmpty()
                && carried.stream()
                        .map(rows::get)
                        .noneMatch(row -> row != null && !row.isStandIn() && !row.isDeliveredBefore());
    }

    /** Whether another change delivered all of its commits. */
    private boolean isBroughtByAnother(MergedChange change) {
        Set<CommitSha> carried = carried(change);
        return !carried.isEmpty()
                && carried.stream()
                        .map(rows::get)
                        .allMatch(row -> row != null
                                && row.change() != null
                                && !row.change().equals(change.id()));
    }

    /** The content of the change, without merges: as it arrived, if it was rebased. Empty when unknown. */
    private Set<CommitSha> carried(MergedChange change) {
        Set<CommitSha> carried = rebased.getOrDefault(change.id(), ownCommits.carried(change));
        return carried.stream()
                .filter(sha -> !rows.containsKey(sha) || !rows.get(sha).isMerge())
                .collect(Collectors.toSet());
    }

    private boolean isOwn(CommitSha sha) {
        KnownCommit commit = known.get(sha);
        return commit == null || commit.isOwn();
    }

    private List<DeliveredCommit> own(MergedChange change) {
        List<DeliveredCommit> squashed = rows.values().stream()
                .filter(row -> change.id().equals(row.change()))
                .toList();
        if (!squashed.isEmpty()) {
            return squashed;
        }
        List<DeliveredCommit> landed =
                rowsOf(rows.containsKey(change.mergeCommit()) ? ownCommits.landed(change) : ownCommits.pushed(change));
        return landed.isEmpty() && change.isListed() ? rebased(change) : landed;
    }

    /** A rebased change arrives as other commits, which keep the times of their authors. */
    private List<DeliveredCommit> rebased(MergedChange change) {
        Set<Instant> times = reading.commits().of(change.listed()).values().stream()
                .map(KnownCommit::authorAt)
                .collect(Collectors.toSet());
        return rows.values().stream()
                .filter(row -> row.change() == null)
                .filter(row -> row.authorAt() != null && times.contains(row.authorAt()))
                .toList();
    }

    /** When the first of the listed commits was written. */
    private Optional<DeliveredCommit.Sample> written(MergedChange change) {
        return reading.commits().of(change.listed()).values().stream()
                .filter(commit -> !commit.isMerge())
                .map(KnownCommit::startedAt)
                .min(Comparator.naturalOrder())
                .map(start -> elapsed.sample(start, StartProvenance.PR_COMMITS, List.of()));
    }

    private List<DeliveredCommit> rowsOf(Collection<CommitSha> shas) {
        return shas.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .filter(row -> row.change() == null)
                .toList();
    }
}
