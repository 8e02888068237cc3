package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.CommitSet;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.linking.LogicalDeployment;
import dev.throughline.engine.linking.PushGraph;
import dev.throughline.engine.option.Counting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lead times that a deployment gives, with where each start was read (definitions 1.4). Deployments come in order. */
final class LeadTimes {

    private static final Duration STALE = Duration.ofDays(365);

    /** Commits of one deployment that are read together: the first one of an old repository delivers very many. */
    private static final int PIECE = 5000;

    private final ServiceFacts facts;
    private final OwnCommits ownCommits;
    private final Counting.Bots bots;
    private final Predicate<String> isBotLogin;
    private final Set<CommitSha> sampled = new CommitSet();
    private Map<CommitSha, KnownCommit> expected = Map.of();
    private Map<CommitSha, List<MergedChange>> expectedChanges = Map.of();
    private Map<CommitSha, List<MergedChange>> expectedHeads = Map.of();
    private final Map<CommitSha, Optional<Picked>> picked = new HashMap<>();

    LeadTimes(ServiceFacts facts, PushGraph graph, Counting counting) {
        this.facts = facts;
        this.bots = counting.bots();
        this.isBotLogin = counting.isBotLogin();
        this.ownCommits = new OwnCommits(graph, facts);
    }

    /**
     * What a commit was picked from, when that stands for others: a squash, or a merge.
     *
     * @param brought the commits that it stands for
     */
    private record Picked(MergedChange change, List<KnownCommit> brought) {}

    /** Reads for all of these deployments together what {@link #of} will need for each, in the same order. */
    void expect(List<LogicalDeployment> deployments, List<Link> links) {
        Set<CommitSha> shas = new LinkedHashSet<>();
        links.stream().filter(link -> link.certain().size() <= PIECE).forEach(link -> shas.addAll(link.certain()));
        expected = expect(shas, null);
        expectedChanges = new HashMap<>();
        expectChanges(shas);
        expectedHeads =
                facts
                        .changesHeadedAt(deployments.stream()
                                .map(LogicalDeployment::sha)
                                .filter(Objects::nonNull)
                                .toList())
                        .stream()
                        .collect(Collectors.groupingBy(MergedChange::head));
    }

    /** Whether what a deployment delivered is more than is held in memory at once. */
    boolean isLarge(Link link) {
        return link.certain().size() > PIECE || link.possible().size() > PIECE;
    }

    /** What a deployment delivered by this link, which was expected and is not large. */
    Deliveries of(LogicalDeployment deployment, Link link) {
        return certain(deployment, link, link.certain(), expected).and(possible(link, link.possible()));
    }

    /** Tells the same of any link piece by piece: the next is read from the facts when the one before it is taken. */
    void tell(LogicalDeployment deployment, Link link, Consumer<Deliveries> to) {
        if (link.certain().size() <= PIECE) {
            to.accept(certain(deployment, link, link.certain(), expected));
        } else if (noSamples(link.certainty()).isEmpty() && expectChanges(link)) {
            // the commits of a change belong together
            to.accept(certain(deployment, link, link.certain(), expect(link.certain(), deployment.id())));
        } else {
            pieces(link.certain())
                    .map(some -> certain(deployment, link, some, expect(some, deployment.id())))
                    .forEach(piece -> to.accept(new Deliveries(piece.commits())));
        }
        pieces(link.possible()).forEach(some -> to.accept(new Deliveries(possible(link, some))));
    }

    private static Stream<List<CommitSha>> pieces(Collection<CommitSha> shas) {
        return shas.stream().gather(Gatherers.windowFixed(PIECE));
    }

    private static List<DeliveredCommit> possible(Link link, Collection<CommitSha> shas) {
        Exclusion reason = noSamples(link.certainty()).orElse(Exclusion.AMBIGUOUS);
        return shas.stream()
                .map(sha -> without(sha, null, false, link.isEvidence(), reason))
                .toList();
    }

    private Deliveries certain(
            LogicalDeployment deployment, Link link, Collection<CommitSha> shas, Map<CommitSha, KnownCommit> known) {
        return noSamples(link.certainty())
                .map(reason -> new Deliveries(shas.stream()
                        .map(sha -> without(sha, known.get(sha), true, link.isEvidence(), reason))
                        .toList()))
                .orElseGet(() -> new Sampling(deployment, shas, known).deliveries());
    }

    /** Notes that all of what this link tells of was kept: later deployments do not give a lead time for it again. */
    void keep(Link link) {
        sampled.addAll(link.certain());
    }

    /** @param except the deployment that they are delivered by, when earlier ones of its commits may be kept already */
    private Map<CommitSha, KnownCommit> expect(Collection<CommitSha> shas, @Nullable UUID except) {
        Map<CommitSha, KnownCommit> known = facts.commits(shas);
        lookUp(known.values().stream().filter(KnownCommit::isPicked), origins -> facts.sampledOrigins(origins, except));
        lookUp(
                known.values().stream().filter(commit -> !commit.isPicked()),
                fresh -> facts.sampledElsewhere(fresh, except));
        return known;
    }

    /** What a commit was picked from stands for others when a change ended in it, by a squash or a merge. */
    private Optional<Picked> broughtBy(CommitSha origin) {
        KnownCommit arrived = facts.commits(Set.of(origin)).get(origin);
        return arrived == null
                ? Optional.empty()
                : facts.changesMergedAs(Set.of(origin)).stream()
                        .sorted(MergedChange.BY_MERGE)
                        .map(change -> new Picked(change, ownCommits.broughtBy(change, arrived)))
                        .filter(from -> !from.brought().isEmpty())
                        .findFirst();
    }

    private boolean expectChanges(Link link) {
        return pieces(link.certain()).filter(this::expectChanges).count() > 0;
    }

    /** Returns whether there are any. */
    private boolean expectChanges(Collection<CommitSha> shas) {
        List<MergedChange> changes = facts.changesMergedAs(shas);
        changes.forEach(change -> expectedChanges
                .computeIfAbsent(change.mergeCommit(), sha -> new ArrayList<>())
                .add(change));
        ownCommits.expect(changes);
        return !changes.isEmpty();
    }

    /** Asks once for all of them which have given a lead time to an earlier deployment. */
    private void lookUp(Stream<KnownCommit> commits, UnaryOperator<Set<CommitSha>> ask) {
        Set<CommitSha> origins = commits.map(KnownCommit::origin)
                .filter(origin -> !sampled.contains(origin))
                .collect(Collectors.toSet());
        if (!origins.isEmpty()) {
            sampled.addAll(ask.apply(origins));
        }
    }

    private static Optional<Exclusion> noSamples(Link.Certainty certainty) {
        return switch (certainty) {
            case INITIAL -> Optional.of(Exclusion.NO_BASELINE);
            case UNLINKED -> Optional.of(Exclusion.UNLINKED);
            case AMBIGUOUS -> Optional.of(Exclusion.AMBIGUOUS);
            case EXACT -> Optional.empty();
        };
    }

    /** Why what a bot, or a person, wrote gives no lead time; empty when it gives one. */
    private Optional<Exclusion> leftOut(boolean isCalledBot, @Nullable String author) {
        boolean isBot = isCalledBot || author != null && isBotLogin.test(author);
        return bots.takes(isBot) ? Optional.empty() : Optional.of(isBot ? Exclusion.BOT : Exclusion.PERSON);
    }

    private static DeliveredCommit without(
            CommitSha sha, @Nullable KnownCommit commit, boolean isCertain, boolean isEvidence, Exclusion reason) {
        boolean isMerge = commit != null && commit.isMerge();
        Exclusion elsewhere = commit == null ? null : commit.scope().reason();
        return new DeliveredCommit(
                sha,
                isCertain,
                isCertain && isEvidence && elsewhere == null,
                commit != null,
                isMerge,
                commit == null ? null : commit.authorAt(),
                null,
                sha,
                null,
                null,
                elsewhere != null ? elsewhere : isMerge ? Exclusion.MERGE : reason);
    }

    /** The samples of one deployment. */
    private final class Sampling {

        private final UUID deployment;
        private final @Nullable CommitSha head;
        private final Instant at;
        private final Collection<CommitSha> shas;
        private final Map<CommitSha, KnownCommit> known;
        private final Map<CommitSha, DeliveredCommit> rows = new LinkedHashMap<>();
        private final List<DeliveredChange> delivered = new ArrayList<>();
        private final Set<CommitSha> listed = new HashSet<>();
        private final Map<CommitSha, CommitSha> copies = new HashMap<>();
        private final List<MergedChange> pickedHere = new ArrayList<>();
        private final Map<UUID, Set<CommitSha>> rebased = new HashMap<>();
        private final Set<UUID> again = new HashSet<>();

        Sampling(LogicalDeployment deployment, Collection<CommitSha> shas, Map<CommitSha, KnownCommit> known) {
            this.deployment = deployment.id();
            this.head = deployment.sha();
            this.at = deployment.at();
            this.shas = shas;
            this.known = known;
        }

        Deliveries deliveries() {
            List<MergedChange> changes = changes();
            Stream.concat(changes.stream(), headedHere()).forEach(change -> listed.addAll(change.listed()));
            changes.forEach(this::addRewritten);
            shas.stream().filter(sha -> !rows.containsKey(sha)).forEach(this::add);
            Stream.of(changes, pickedHere, ahead(changes))
                    .flatMap(List::stream)
                    .filter(distinct())
                    .forEach(this::addChange);
            return new Deliveries(List.copyOf(rows.values()), delivered, again);
        }

        private Predicate<MergedChange> distinct() {
            Set<UUID> seen = new HashSet<>();
            return change -> seen.add(change.id());
        }

        /** The changes whose branch it deployed before they were merged; of several of one head the one that was merged first. */
        private List<MergedChange> ahead(List<MergedChange> arrived) {
            return headedHere()
                    .min(MergedChange.BY_MERGE)
                    .filter(change -> !arrived.contains(change) && !rows.containsKey(change.mergeCommit()))
                    .stream()
                    .toList();
        }

        private Stream<MergedChange> headedHere() {
            return expectedHeads.getOrDefault(head, List.of()).stream()
                    .filter(change -> !change.openedAt().isAfter(at));
        }

        /** The changes that arrived with it, in the order of their merges. */
        private List<MergedChange> changes() {
            return shas.stream()
                    .flatMap(sha -> bestKnown(expectedChanges.getOrDefault(sha, List.of())))
                    .sorted(MergedChange.BY_MERGE)
                    .toList();
        }

        /** Of several that ended in one commit, those whose commits a list tells: other sources tell of the same ones. */
        private static Stream<MergedChange> bestKnown(List<MergedChange> changes) {
            boolean isAnyListed = changes.stream().anyMatch(MergedChange::isListed);
            return changes.stream().filter(change -> change.isListed() || !isAnyListed);
        }

        private void add(CommitSha sha) {
            KnownCommit commit = known.get(sha);
            if (commit == null) {
                rows.put(sha, without(sha, null, true, true, Exclusion.UNLINKED));
            } else if (commit.isMerge() || !commit.isOwn()) {
                rows.put(sha, without(sha, commit, true, true, Exclusion.MERGE));
            } else {
                pickedFrom(commit)
                        .ifPresentOrElse(
                                origin -> addPicked(commit, origin), () -> rows.put(sha, sampled(commit, null)));
            }
        }

        private Optional<Picked> pickedFrom(KnownCommit commit) {
            return commit.isPicked()
                    ? picked.computeIfAbsent(commit.origin(), LeadTimes.this::broughtBy)
                    : Optional.empty();
        }

        /** A pick of what stands for other commits gives their lead times: each once, whichever way it came first. */
        private void addPicked(KnownCommit pick, Picked origin) {
            rows.put(
                    pick.sha(),
                    row(pick, null, pick.origin(), null, origin.change().id(), Exclusion.SQUASHED));
            addOriginals(pick.sha(), origin.change(), origin.brought());
            pickedHere.add(origin.change());
        }

        private void addOriginals(CommitSha arrived, MergedChange change, List<KnownCommit> originals) {
            listed.addAll(change.listed());
            lookUp(originals.stream(), origins -> facts.sampledOrigins(origins, deployment));
            originals.stream()
                    .filter(original -> !rows.containsKey(original.sha()))
                    .map(original -> sampled(original, arrived).of(change.id()))
                    .forEach(row -> rows.put(row.sha(), row.isDeliveredBefore() ? row.again() : row));
        }

        /**
         * A squashed change gives the lead times of its own commits; when they are not known, one from its opening. The commits of a rebased one are
         * copies of its own.
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
                lookUp(
                        originals.stream().filter(original -> originalOf.containsValue(original.sha())),
                        origins -> facts.sampledOrigins(origins, deployment));
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
                        sample(change.openedAt(), StartProvenance.PR_OPENED, List.of(Flag.PR_OPENED));
                Optional<Exclusion> left = leftOut(change.isBot(), change.author());
                rows.put(
                        arrived.sha(),
                        row(
                                arrived,
                                left.isEmpty() ? sample : null,
                                arrived.sha(),
                                null,
                                change.id(),
                                left.orElse(null)));
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
            if (!sampled.add(origin)) {
                return row(commit, null, origin, deliveredAs, null, Exclusion.ALREADY_DELIVERED);
            }
            Optional<Exclusion> left = leftOut(commit.isBot(), commit.author());
            if (left.isPresent()) {
                return row(commit, null, origin, deliveredAs, null, left.get());
            }
            KnownCommit written =
                    commit.isPicked() ? facts.commits(Set.of(origin)).getOrDefault(origin, commit) : commit;
            List<Flag> flags = written.isSkewed() ? List.of(Flag.CLOCK_SKEW) : List.of();
            DeliveredCommit.Sample sample =
                    sample(written.startedAt(), provenance(commit, written, deliveredAs), flags);
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

        private DeliveredCommit.Sample sample(Instant start, StartProvenance provenance, List<Flag> flags) {
            List<Flag> all = new ArrayList<>(flags);
            all.addAll(oddities(start));
            return new DeliveredCommit.Sample(start, provenance, secondsSince(start), List.copyOf(all));
        }

        private List<Flag> oddities(Instant start) {
            List<Flag> flags = new ArrayList<>();
            if (start.isAfter(at)) {
                flags.add(Flag.NEGATIVE_CLAMPED);
            }
            if (start.plus(STALE).isBefore(at)) {
                flags.add(Flag.STALE);
            }
            return flags;
        }

        /** The two series whose unit is the change. What was delivered before by another way brings nothing again. */
        private void addChange(MergedChange change) {
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
            // a merge names no files of its own, so it goes with what it merges
            rows.computeIfPresent(change.mergeCommit(), (sha, merge) -> merge.isMerge() ? merge.first() : merge);
            own.forEach(row -> rows.computeIfPresent(row.sha(), (sha, kept) -> kept.of(change.id())));
            if (leftOut(change.isBot(), change.author()).isPresent()) {
                return;
            }
            DeliveredCommit.Sample first = own.stream()
                    .sorted(Comparator.comparing(row -> row.sha().value()))
                    .flatMap(row -> Stream.ofNullable(row.sample()))
                    .min(Comparator.comparing(DeliveredCommit.Sample::startedAt))
                    .or(() -> written(change))
                    .orElseGet(() -> sample(change.openedAt(), StartProvenance.PR_OPENED, List.of(Flag.PR_OPENED)));
            delivered.add(new DeliveredChange(
                    change.id(),
                    first.startedAt(),
                    first.seconds(),
                    first.flags(),
                    secondsSince(change.mergedAt()),
                    oddities(change.mergedAt())));
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

        /** Whether another change brought all of its commits here. */
        private boolean isBroughtByAnother(MergedChange change) {
            Set<CommitSha> carried = carried(change);
            return !carried.isEmpty()
                    && carried.stream()
                            .map(rows::get)
                            .allMatch(row -> row != null
                                    && row.change() != null
                                    && !row.change().equals(change.id()));
        }

        /** What the change carries, without merges: as it arrived, where it was rebased. Empty when that is not known. */
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
            List<DeliveredCommit> landed = rowsOf(
                    rows.containsKey(change.mergeCommit()) ? ownCommits.landed(change) : ownCommits.pushed(change));
            return landed.isEmpty() && change.isListed() ? rebased(change) : landed;
        }

        /** A rebased change arrives as other commits, which keep the times of their authors. */
        private List<DeliveredCommit> rebased(MergedChange change) {
            Set<Instant> times = facts.commits(change.listed()).values().stream()
                    .map(KnownCommit::authorAt)
                    .collect(Collectors.toSet());
            return rows.values().stream()
                    .filter(row -> row.change() == null)
                    .filter(row -> row.authorAt() != null && times.contains(row.authorAt()))
                    .toList();
        }

        /** When the first of the commits was written that a list tells. */
        private Optional<DeliveredCommit.Sample> written(MergedChange change) {
            return facts.commits(change.listed()).values().stream()
                    .filter(commit -> !commit.isMerge())
                    .map(KnownCommit::startedAt)
                    .min(Comparator.naturalOrder())
                    .map(start -> sample(start, StartProvenance.PR_COMMITS, List.of()));
        }

        private List<DeliveredCommit> rowsOf(Collection<CommitSha> shas) {
            return shas.stream()
                    .map(rows::get)
                    .filter(Objects::nonNull)
                    .filter(row -> row.change() == null)
                    .toList();
        }

        private int secondsSince(Instant start) {
            long seconds = Duration.between(start, at).toSeconds();
            return Math.clamp(seconds, 0, Integer.MAX_VALUE);
        }
    }
}
