package dev.throughline.engine.sample;

import dev.throughline.engine.sample.RandomHistory.Attempted;
import dev.throughline.engine.sample.RandomHistory.Cause;
import dev.throughline.engine.sample.RandomHistory.ChangeState;
import dev.throughline.engine.sample.RandomHistory.IssueState;
import dev.throughline.engine.sample.RandomHistory.Said;
import dev.throughline.engine.verdict.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The definitions, word by word, over all commits, all deployments and all incidents: it knows no shortcut. */
final class NaiveModel {

    private static final int SERVICES = 2;

    private final RandomHistory history;
    private final List<Deployed> deployments = new ArrayList<>();

    /** Why a deployment failed: {@code rule|issue|attempt that remedied it}. */
    record Piece(
            String rule, @Nullable Integer issue, @Nullable Deployed remedy) {}

    /** A success in production, as it should be. */
    static final class Deployed {
        final int attempt;
        final int service;
        final int commit;
        final Instant at;

        /** When the source said that it failed after its success, and that it succeeded after that. */
        private final @Nullable Instant failedAt;

        private final @Nullable Instant againAt;
        private final boolean isFlagged;
        String kind = "";
        final Set<String> flags = new TreeSet<>();
        final Set<Integer> delivered = new TreeSet<>();
        final List<Integer> lead = new ArrayList<>();

        /** Of what it has, the one before it lacks, and some earlier one had. */
        final List<Integer> leadAgain = new ArrayList<>();

        /** Whether it has some and lacks some of what one earlier deployment delivered. */
        boolean isPart;

        final Set<Piece> evidence = new HashSet<>();
        boolean isRework;

        @Nullable
        Instant impactedAt;

        @Nullable
        Instant restoredAt;

        private Deployed(int attempt, Attempted attempted, int commit, Instant attemptedAt) {
            this.attempt = attempt;
            this.service = attempted.repository();
            this.commit = commit;
            this.isFlagged = attempted.isFlagged();
            RandomHistory.End end = attempted.end();
            boolean isFailedLater =
                    end == RandomHistory.End.SUCCESS_THEN_FAILURE || end == RandomHistory.End.SUCCESS_AGAIN;
            this.at = end == RandomHistory.End.FAILURE_THEN_SUCCESS ? attemptedAt.plusSeconds(60) : attemptedAt;
            this.failedAt = isFailedLater ? at.plusSeconds(60) : null;
            this.againAt = end == RandomHistory.End.SUCCESS_AGAIN ? at.plusSeconds(120) : null;
        }

        boolean counts() {
            return !kind.equals("redeploy");
        }

        boolean isFailed() {
            return !evidence.isEmpty();
        }

        /** Whether it was restored before it began. */
        boolean isClamped() {
            return restoredAt != null && impactedAt != null && restoredAt.isBefore(impactedAt);
        }

        /** Null while it is open. */
        @Nullable
        Integer recovery() {
            return restoredAt == null || impactedAt == null
                    ? null
                    : (int) Math.max(0, Duration.between(impactedAt, restoredAt).toSeconds());
        }

        @Override
        public String toString() {
            return "deployment " + RandomHistory.id(attempt) + " of c" + commit + " at " + at;
        }
    }

    NaiveModel(RandomHistory history) {
        this.history = history;
        for (int i = 0; i < history.attempts().size(); i++) {
            Attempted attempted = history.attempts().get(i);
            boolean isSuccess =
                    attempted.end() != RandomHistory.End.FAILURE && attempted.end() != RandomHistory.End.IN_STAGING;
            if (isSuccess && !Boolean.TRUE.equals(said(i, false, Word.Field.EXCLUDED))) {
                deployments.add(new Deployed(i, attempted, history.commit(attempted.commit()), history.attemptedAt(i)));
            }
        }
        deployments.sort(Comparator.comparing((Deployed deployed) -> deployed.at)
                .thenComparing(deployed -> RandomHistory.id(deployed.attempt)));
        deployments.forEach(this::deliver);
        deployments.forEach(this::collectEvidence);
        issues().forEach(this::collectEvidence);
        deployments.forEach(this::overrule);
        deployments.stream().filter(Deployed::isFailed).forEach(this::recover);
        deployments.stream().filter(Deployed::isClamped).forEach(failed -> failed.flags.add("negative_clamped"));
    }

    List<Deployed> deployments() {
        return deployments;
    }

    /** Of the service of this one, in order, before it. */
    private List<Deployed> before(Deployed deployed) {
        return deployments.subList(0, deployments.indexOf(deployed)).stream()
                .filter(other -> other.service == deployed.service)
                .toList();
    }

    private List<Deployed> after(Deployed deployed) {
        return deployments.subList(deployments.indexOf(deployed) + 1, deployments.size()).stream()
                .filter(other -> other.service == deployed.service)
                .toList();
    }

    // ------------------------------------------------------------------ 1.2 and 1.4: kinds, delivered sets, lead times

    private void deliver(Deployed deployed) {
        List<Deployed> before = before(deployed);
        deployed.kind = kind(deployed, before);
        boolean ranBefore = before.stream().anyMatch(other -> other.commit == deployed.commit);
        if (deployed.kind.equals("forward") && ranBefore) {
            deployed.flags.add("redelivered");
        }
        if (deployed.kind.equals("forward")
                && !ranBefore
                && before.stream().anyMatch(other -> reachable(other.commit).contains(deployed.commit))) {
            deployed.flags.add("non_fast_forward");
        }
        Set<Integer> earlier = new HashSet<>();
        before.forEach(other -> earlier.addAll(reachable(other.commit)));
        for (int commit : reachable(deployed.commit)) {
            if (!earlier.contains(commit)) {
                deployed.delivered.add(commit);
                if (!before.isEmpty() && history.parents(commit).size() < 2) {
                    long seconds = Duration.between(history.authorAt(commit), deployed.at)
                            .toSeconds();
                    deployed.lead.add((int) Math.max(0, seconds));
                }
            }
        }
        Collections.sort(deployed.lead);
        if (!before.isEmpty()) {
            deliverAgain(deployed, before);
        }
    }

    private void deliverAgain(Deployed deployed, List<Deployed> before) {
        Set<Integer> has = reachable(deployed.commit);
        Set<Integer> had = reachable(before.getLast().commit);
        for (Deployed other : before) {
            for (int commit : other.delivered) {
                if (has.contains(commit)
                        && !had.contains(commit)
                        && history.parents(commit).size() < 2) {
                    long seconds = Duration.between(history.authorAt(commit), deployed.at)
                            .toSeconds();
                    deployed.leadAgain.add((int) Math.max(0, seconds));
                }
            }
            deployed.isPart |= has.stream().anyMatch(other.delivered::contains) && !has.containsAll(other.delivered);
        }
        Collections.sort(deployed.leadAgain);
    }

    private static String kind(Deployed deployed, List<Deployed> before) {
        if (before.isEmpty()) {
            return "initial";
        }
        int current = before.getLast().commit;
        if (current == deployed.commit) {
            return "redeploy";
        }
        List<Integer> ran = before.stream().map(other -> other.commit).toList();
        boolean isOlder = ran.contains(deployed.commit) && ran.indexOf(deployed.commit) < ran.indexOf(current);
        return deployed.isFlagged || isOlder ? "rollback" : "forward";
    }

    private Set<Integer> reachable(int commit) {
        Set<Integer> reached = new HashSet<>(Set.of(commit));
        history.parents(commit).forEach(parent -> reached.addAll(reachable(parent)));
        return reached;
    }

    private static List<Deployed> members(List<Deployed> some) {
        return some.stream().filter(Deployed::counts).toList();
    }

    /** On a redeploy what it repeats. */
    private Deployed member(Deployed deployed) {
        return deployed.counts() ? deployed : members(before(deployed)).getLast();
    }

    private Optional<Deployed> deliverer(int commit, Predicate<Deployed> ofWhom) {
        return deployments.stream()
                .filter(ofWhom)
                .filter(deployed -> deployed.delivered.contains(commit))
                .findFirst();
    }

    // ------------------------------------------------------------------ 1.5: evidence and rework

    /** Rules 1 (of the source), 3, 4 and 5. */
    private void collectEvidence(Deployed deployed) {
        List<Deployed> before = before(deployed);
        if (deployed.failedAt != null) {
            member(deployed).evidence.add(new Piece("explicit", null, null));
        }
        if (deployed.kind.equals("rollback")) {
            deployed.isRework = true;
            blamed(deployed, before).evidence.add(new Piece("rollback", null, deployed));
        }
        if (before.isEmpty()) {
            return; // the initial deployment brings all that ever was: it remedies nothing
        }
        deployed.delivered.forEach(commit -> {
            if (history.revertedBy(commit) >= 0) {
                revert(deployed, history.revertedBy(commit));
            }
            deployed.isRework |= history.isFix(commit);
        });
        for (int number : history.changeNumbers()) {
            if (history.changes().get(number).repository() == deployed.service
                    && deployed.delivered.contains(
                            history.commit(history.changes().get(number).commit()))) {
                bring(deployed, number, members(before).getLast());
            }
        }
    }

    /** The first after the latest run of the version; where that never ran, which a source may claim, definitions leave it open. */
    private static Deployed blamed(Deployed rollback, List<Deployed> before) {
        int run = before.size() - 1;
        while (run >= 0 && before.get(run).commit != rollback.commit) {
            run--;
        }
        return run < 0
                ? members(before).getLast()
                : members(before.subList(run + 1, before.size())).getFirst();
    }

    private void revert(Deployed deployed, int reverted) {
        deliverer(reverted, other -> other.service == deployed.service)
                .filter(other -> before(deployed).contains(other))
                .ifPresent(other -> {
                    deployed.isRework = true;
                    other.evidence.add(new Piece("revert", null, deployed));
                });
    }

    private void bring(Deployed deployed, int number, Deployed previous) {
        ChangeState change = history.change(number);
        if (change.revertsCommit() >= 0) {
            revert(deployed, history.commit(change.revertsCommit()));
        }
        history.changeNumbers().stream()
                .filter(other -> other == change.reverts())
                .filter(other -> history.changes().get(other).repository() == deployed.service)
                .forEach(other -> revert(deployed, arrival(other)));
        Optional<Integer> closed = IntStream.range(0, history.incidents().size())
                .boxed()
                .filter(issue -> issue == change.closes())
                .filter(issue -> history.incidents().get(issue).repository() == history.closesIn(number))
                .filter(this::isThere)
                .findFirst();
        boolean isLinked = change.isFix()
                || closed.filter(issue -> history.issue(issue).labels().contains("incident"))
                        .isPresent();
        boolean isBug = closed.map(issue -> history.issue(issue).labels())
                .filter(labels -> labels.contains("bug") && (labels.contains("unplanned") || labels.contains("hotfix")))
                .isPresent();
        boolean isHotfix = change.labels().contains("hotfix")
                || change.labels().contains("incident")
                || history.changes().get(number).branch().matches("hotfix[-/].*");
        if (isHotfix && !isLinked) {
            previous.evidence.add(new Piece("hotfix", null, deployed));
        }
        deployed.isRework |= isLinked || isBug || isHotfix;
    }

    /** Neither deleted, once and for all, nor taken out. */
    private boolean isThere(int issue) {
        return history.incidents().get(issue).states().stream().noneMatch(IssueState::isDeleted)
                && !Boolean.TRUE.equals(said(issue, true, Word.Field.EXCLUDED));
    }

    private Stream<Integer> issues() {
        return IntStream.range(0, history.incidents().size())
                .boxed()
                .filter(this::isThere)
                .filter(issue -> history.issue(issue).labels().contains("incident"));
    }

    /** Rules 1 (of people), 2 and 6. */
    private void collectEvidence(int issue) {
        Optional<List<Cause>> named =
                standing(issue, true, Word.Field.CAUSED_BY).flatMap(said -> Optional.ofNullable(said.causes()));
        List<Cause> causes = named.orElse(history.issue(issue).causes());
        causes.stream()
                .flatMap(cause -> named(cause, history.incidents().get(issue).repository()).stream())
                .forEach(deployed -> member(deployed)
                        .evidence
                        .add(new Piece(named.isPresent() ? "explicit" : "declared", issue, null)));
        if (named.isEmpty()
                && causes.stream()
                        .noneMatch(cause ->
                                declares(cause, history.incidents().get(issue).repository()))) {
            Instant opened = history.openedAt(issue);
            deployments.stream()
                    .filter(deployed ->
                            deployed.service == history.incidents().get(issue).repository())
                    .filter(deployed -> !deployed.at.isAfter(opened))
                    .reduce((one, later) -> later)
                    .filter(deployed -> Duration.between(deployed.at, opened).compareTo(Duration.ofHours(24)) <= 0)
                    .ifPresent(deployed -> member(deployed).evidence.add(new Piece("window", issue, null)));
        }
    }

    /** A word that is no hash, number or id of ours names something only while a deployment of the repository is called so. */
    private boolean declares(Cause cause, int repository) {
        return cause.kind() != Cause.Kind.DEPLOYMENT
                || history.attempts().get(history.attempt(cause.of())).repository() == repository;
    }

    private Optional<Deployed> named(Cause cause, int repository) {
        return switch (cause.kind()) {
            case HASH, PREFIX -> deliverer(meant(history.commit(cause.of())), deployed -> true);
            case DEPLOYMENT ->
                attempted(history.attempt(cause.of())).filter(deployed -> deployed.service == repository);
            case API_ID -> attempted(history.attempt(cause.of()));
            case CHANGE ->
                history.changeNumbers().stream()
                        .filter(number -> number == cause.of())
                        .filter(number -> history.changes().get(number).repository() == repository)
                        .findFirst()
                        .flatMap(number -> deliverer(arrival(number), deployed -> true));
            case UNKNOWN -> Optional.empty();
        };
    }

    /** A commit that a change ended in means the change, where a push told of the commit. */
    private int meant(int commit) {
        return history.changeNumbers().stream()
                .filter(_ -> history.isPushed())
                .filter(number -> history.commit(history.changes().get(number).commit()) == commit)
                .findFirst()
                .map(this::arrival)
                .orElse(commit);
    }

    /** A change arrives with the commit that it ended in, else with its head where that is live by another way. */
    private int arrival(int number) {
        int ended = history.commit(history.changes().get(number).commit());
        List<Integer> parents = history.parents(ended);
        int head = parents.size() > 1 ? parents.getLast() : ended;
        return deliverer(ended, deployed -> true).isEmpty()
                        && deliverer(head, deployed -> true).isPresent()
                ? head
                : ended;
    }

    private Optional<Deployed> attempted(int attempt) {
        return deployments.stream()
                .filter(deployed -> deployed.attempt == attempt)
                .findFirst();
    }

    // ------------------------------------------------------------------ what people say

    private void overrule(Deployed deployed) {
        if (!deployed.counts()) {
            return;
        }
        List<Boolean> words = Stream.concat(Stream.of(deployed), repeating(deployed))
                .map(run -> said(run.attempt, false, Word.Field.FAILED))
                .filter(Objects::nonNull)
                .toList();
        if (words.contains(false)) {
            deployed.evidence.clear();
        } else if (words.contains(true)) {
            deployed.evidence.add(new Piece("explicit", null, null));
        }
        Boolean unplanned = said(deployed.attempt, false, Word.Field.UNPLANNED);
        deployed.isRework = unplanned == null ? deployed.isRework : unplanned;
    }

    private Stream<Deployed> repeating(Deployed deployed) {
        return after(deployed).stream().takeWhile(later -> !later.counts());
    }

    private @Nullable Boolean said(int target, boolean isOfIssue, Word.Field field) {
        return standing(target, isOfIssue, field).map(Said::truth).orElse(null);
    }

    private Optional<Said> standing(int target, boolean isOfIssue, Word.Field field) {
        return history.said().stream()
                .filter(said -> said.field() == field && said.isOfIssue() == isOfIssue)
                .filter(said -> history.target(said) == target)
                .reduce((one, later) -> later);
    }

    // ------------------------------------------------------------------ 1.6: recovery

    private void recover(Deployed failed) {
        List<Integer> linked = failed.evidence.stream()
                .map(Piece::issue)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (linked.isEmpty()) {
            failed.impactedAt = failed.at;
            failed.restoredAt = failed.evidence.stream()
                    .map(Piece::remedy)
                    .filter(Objects::nonNull)
                    .map(remedy -> remedy.at)
                    .min(Comparator.naturalOrder())
                    .orElseGet(() -> withoutRemedy(failed));
            return;
        }
        Instant impact = linked.stream()
                .map(history::openedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        failed.impactedAt = impact.isAfter(failed.at) ? impact : failed.at;
        List<Instant> resolved = linked.stream()
                .map(history::resolvedAt)
                .filter(Objects::nonNull)
                .toList();
        failed.restoredAt = resolved.size() < linked.size() ? null : Collections.max(resolved);
    }

    /** The same id's next success, else the next member of D. */
    private @Nullable Instant withoutRemedy(Deployed failed) {
        return Stream.concat(Stream.of(failed), repeating(failed))
                .map(run -> run.againAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> members(after(failed)).stream()
                        .map(next -> next.at)
                        .findFirst()
                        .orElse(null));
    }
}
