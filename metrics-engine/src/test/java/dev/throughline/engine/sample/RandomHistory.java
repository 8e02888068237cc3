package dev.throughline.engine.sample;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.StableId;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.story.Story;
import dev.throughline.engine.verdict.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens, at random, in a repository and its fork, which have the same commits, and in one that only keeps incidents. Numbers that
 * name something may be any: they are taken modulo how many there are.
 *
 * @param isPushed whether pushes list the commits; only then are their messages known
 */
record RandomHistory(
        List<Written> commits,
        List<Attempted> attempts,
        List<Merged> changes,
        List<Opened> incidents,
        List<Said> said,
        List<Renamed> renamed,
        boolean isPushed) {

    static final int SHOP = 0;
    static final int FORK = 1;
    static final int CENTRAL = 2;

    private static final Instant START = Instant.parse("2025-06-02T00:00:00Z");
    private static final List<RepositoryId> REPOSITORIES = Stream.of("1", "2", "3")
            .map(id -> new RepositoryId(Story.FORGE.name(), id))
            .toList();
    private static final List<String> NAMES = List.of("acme/shop", "acme/fork", "acme/central", "acme/Store");

    /**
     * A commit.
     *
     * @param first where to look for its first parent among the earlier ones; of the very first it is none
     * @param second the same for a second parent; less than 0 for none
     * @param authoredAfter minutes
     * @param reverts the earlier commit that its message reverts; less than 0 for none
     * @param isFix whether its message says that it fixes an incident
     */
    record Written(int first, int second, int authoredAfter, int reverts, boolean isFix) {}

    /** What becomes of an attempt to deploy; every further status comes a minute later. */
    enum End {
        SUCCESS(DeploymentStatus.State.SUCCESS),
        FAILURE(DeploymentStatus.State.FAILURE),
        FAILURE_THEN_SUCCESS(DeploymentStatus.State.FAILURE, DeploymentStatus.State.SUCCESS),
        SUCCESS_THEN_FAILURE(DeploymentStatus.State.SUCCESS, DeploymentStatus.State.FAILURE),
        SUCCESS_AGAIN(DeploymentStatus.State.SUCCESS, DeploymentStatus.State.FAILURE, DeploymentStatus.State.SUCCESS),
        IN_STAGING(DeploymentStatus.State.SUCCESS);

        private final List<DeploymentStatus.State> states;

        End(DeploymentStatus.State... states) {
            this.states = List.of(states);
        }
    }

    /**
     * An attempt.
     *
     * @param commit what it deploys
     * @param pause minutes since the one before; 0 for the same second
     * @param isFlagged whether the source calls it a rollback
     */
    record Attempted(int repository, int commit, int pause, boolean isFlagged, End end) {}

    /** A change and what was said of it, one after the other; the last counts. */
    record Merged(int repository, int commit, String branch, List<ChangeState> states) {}

    /**
     * @param reverts number of the change that it says it reverts; less than 0 for none
     * @param revertsCommit the same for a commit
     * @param closes index of the issue that it says it closes; less than 0 for none
     * @param isFix whether it says that it fixes an incident
     */
    record ChangeState(List<String> labels, int reverts, int revertsCommit, int closes, boolean isFix) {}

    /**
     * An issue.
     *
     * @param attempt the attempt that it begins near
     * @param after how many seconds after that attempt
     */
    record Opened(int repository, int attempt, int after, List<IssueState> states) {}

    /** @param pause minutes since the statement before; 0 for the same second */
    record IssueState(int pause, boolean isResolved, boolean isDeleted, List<String> labels, List<Cause> causes) {}

    /** A root cause as somebody writes it. */
    record Cause(Kind kind, int of) {
        enum Kind {
            HASH,
            PREFIX,
            DEPLOYMENT,
            API_ID,
            CHANGE,
            UNKNOWN
        }
    }

    /**
     * What a person says.
     *
     * @param target the attempt; less than 0 for an issue
     */
    record Said(
            int target,
            Word.Field field,
            @Nullable Boolean truth,
            @Nullable List<Cause> causes) {

        boolean isOfIssue() {
            return target < 0;
        }
    }

    /** The repository is called otherwise; later ones later. */
    record Renamed(int repository, int name) {}

    int commit(int any) {
        return Math.floorMod(any, commits.size());
    }

    int attempt(int any) {
        return Math.floorMod(any, attempts.size());
    }

    CommitSha sha(int commit) {
        return Story.sha("c" + commit);
    }

    List<Integer> parents(int commit) {
        if (commit == 0) {
            return List.of();
        }
        int first = commit - 1 - commits.get(commit).first() % Math.min(commit, 3);
        int second = commits.get(commit).second();
        return second < 0 || second % commit == first ? List.of(first) : List.of(first, second % commit);
    }

    Instant authorAt(int commit) {
        return START.plus(Duration.ofMinutes(commits.get(commit).authoredAfter() + 10L * commit));
    }

    /** The commit that a message reverts; less than 0 for none, also when the message is not known. */
    int revertedBy(int commit) {
        int reverts = commits.get(commit).reverts();
        return !isPushed || reverts < 0 || commit == 0 ? -1 : reverts % commit;
    }

    boolean isFix(int commit) {
        return isPushed && commits.get(commit).isFix();
    }

    Instant attemptedAt(int attempt) {
        int minutes = attempts.subList(0, attempt + 1).stream()
                .mapToInt(Attempted::pause)
                .sum();
        return START.plus(Duration.ofMinutes(12 * 60 + minutes));
    }

    /** The source's id of an attempt. */
    static String id(int attempt) {
        return "d%02d".formatted(attempt);
    }

    UUID deployment(int attempt) {
        return key(attempt).id();
    }

    private DeploymentKey key(int attempt) {
        return new DeploymentKey(REPOSITORIES.get(attempts.get(attempt).repository()), id(attempt));
    }

    /** The changes, of which no two of a repository ended in the same commit, by number. */
    List<Integer> changeNumbers() {
        Set<List<Integer>> ends = new HashSet<>();
        return IntStream.range(0, changes.size())
                .filter(i -> ends.add(List.of(
                        changes.get(i).repository(), commit(changes.get(i).commit()))))
                .boxed()
                .toList();
    }

    ChangeState change(int number) {
        return changes.get(number).states().getLast();
    }

    Instant openedAt(int issue) {
        Opened opened = incidents.get(issue);
        return attemptedAt(attempt(opened.attempt())).plusSeconds(opened.after());
    }

    private Instant statedAt(int issue, int state) {
        int minutes = incidents.get(issue).states().subList(0, state + 1).stream()
                .mapToInt(IssueState::pause)
                .sum();
        return openedAt(issue).plus(Duration.ofMinutes(minutes));
    }

    /** The statement that counts: the newest; of several at the same time one that says resolved; of those the last delivery. */
    IssueState issue(int issue) {
        return incidents.get(issue).states().get(newest(issue));
    }

    @Nullable
    Instant resolvedAt(int issue) {
        return issue(issue).isResolved() ? statedAt(issue, newest(issue)) : null;
    }

    private int newest(int issue) {
        List<IssueState> states = incidents.get(issue).states();
        return IntStream.range(0, states.size())
                .boxed()
                .max(Comparator.comparing((Integer state) -> statedAt(issue, state))
                        .thenComparing(state -> states.get(state).isResolved())
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    UUID issueId(int issue) {
        RepositoryId repository = REPOSITORIES.get(incidents.get(issue).repository());
        return StableId.of("incident", repository.source(), repository.externalId(), "issue-" + issue);
    }

    /** Whether a person can speak of it. */
    boolean isIncident(int issue) {
        return issue < incidents.size()
                && issue(issue).labels().contains("incident")
                && incidents.get(issue).states().stream().noneMatch(IssueState::isDeleted);
    }

    /** The attempt or the issue that a person speaks of; of an issue it may be none. */
    int target(Said said) {
        return said.isOfIssue() ? Math.floorMod(said.target(), Math.max(1, incidents.size())) : attempt(said.target());
    }

    private List<dev.throughline.engine.fact.Cause> named(List<Cause> causes) {
        return causes.stream()
                .map(cause -> new dev.throughline.engine.fact.Cause(word(cause)))
                .toList();
    }

    private String word(Cause cause) {
        return switch (cause.kind()) {
            case HASH -> sha(commit(cause.of())).value();
            case PREFIX -> sha(commit(cause.of())).value().substring(0, 7);
            case DEPLOYMENT -> id(attempt(cause.of()));
            case API_ID -> deployment(attempt(cause.of())).toString();
            case CHANGE -> "#" + cause.of();
            case UNKNOWN -> "fffffff0";
        };
    }

    Word word(Said said) {
        return said.field() == Word.Field.CAUSED_BY
                ? Word.causedBy(said.causes() == null ? null : named(said.causes()))
                : Word.of(said.field(), said.truth());
    }

    List<GraphCommit> graph() {
        return IntStream.range(0, commits.size())
                .mapToObj(i -> new GraphCommit(
                        NAMES.getFirst(),
                        sha(i),
                        parents(i).stream().map(this::sha).toList(),
                        authorAt(i),
                        authorAt(i)))
                .toList();
    }

    /** The facts; pushes are one of everything, long after it was written: what they tell beside the messages is nothing new. */
    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>(names());
        if (isPushed) {
            facts.add(push(REPOSITORIES.get(SHOP)));
            facts.add(push(REPOSITORIES.get(FORK)));
        }
        for (int i = 0; i < attempts.size(); i++) {
            addAttempt(facts, i);
        }
        for (int number : changeNumbers()) {
            addChange(facts, number);
        }
        for (int i = 0; i < incidents.size(); i++) {
            addIssue(facts, i);
        }
        return facts;
    }

    /** A repository may take the name that another had, but in the end every name is one's own. */
    private List<RepositoryName> names() {
        List<RepositoryName> names = new ArrayList<>();
        int[] last = {SHOP, FORK, CENTRAL};
        for (int i = 0; i < last.length; i++) {
            names.add(new RepositoryName(REPOSITORIES.get(i), NAMES.get(i), START));
        }
        for (Renamed rename : renamed) {
            last[rename.repository()] = rename.name();
            names.add(name(rename.repository(), NAMES.get(rename.name()), names.size()));
        }
        for (int i = 0; i < last.length; i++) {
            int name = last[i];
            if (IntStream.of(last).filter(other -> other == name).count() > 1) {
                names.add(name(i, "acme/own" + i, names.size()));
            }
        }
        return names;
    }

    private static RepositoryName name(int repository, String name, int after) {
        return new RepositoryName(REPOSITORIES.get(repository), name, START.plus(Duration.ofHours(after)));
    }

    private Push push(RepositoryId repository) {
        Instant at = Instant.parse("2025-06-05T00:00:00Z");
        CommitSha last = sha(commits.size() - 1);
        return new Push(
                repository,
                RefUpdate.created("refs/heads/main", last),
                IntStream.range(0, commits.size()).mapToObj(this::listed).toList(),
                at,
                at);
    }

    private Commit listed(int commit) {
        int reverted = revertedBy(commit);
        return new Commit(
                sha(commit),
                authorAt(commit),
                Commit.AuthorTime.AUTHOR_DATE,
                Author.UNKNOWN,
                new Commit.Message(
                        null,
                        parents(commit).size() > 1,
                        List.of(),
                        new Claims(
                                List.of(),
                                reverted < 0 ? List.of() : List.of(sha(reverted).value()),
                                null,
                                List.of(),
                                isFix(commit) ? List.of("77") : List.of())),
                null);
    }

    private void addAttempt(List<Fact> facts, int attempt) {
        Attempted attempted = attempts.get(attempt);
        Environment environment = Environment.named(attempted.end() == End.IN_STAGING ? "staging" : "production");
        Instant at = attemptedAt(attempt);
        for (DeploymentStatus.State state : attempted.end().states) {
            facts.add(new Deployment(
                    key(attempt),
                    Revision.of(sha(commit(attempted.commit())), "main"),
                    environment,
                    new Deployment.Request(attemptedAt(attempt).minusSeconds(60), attempted.isFlagged(), null),
                    Deployment.Details.NONE,
                    new Statement(attemptedAt(attempt).minusSeconds(60), "d" + facts.size())));
            facts.add(new DeploymentStatus(key(attempt), id(attempt) + at, state, at));
            at = at.plusSeconds(60);
        }
    }

    /** An issue, by its number alone or by the name that another repository has, had or comes to have. */
    private String reference(int change, int issue) {
        return (isOfNamed(change) ? named(change).toLowerCase(Locale.ROOT) : "") + "#" + issue;
    }

    private static boolean isOfNamed(int change) {
        return change % 2 == 1;
    }

    private String named(int change) {
        return NAMES.get((changes.get(change).repository() + 1) % NAMES.size());
    }

    /** The repository whose issues a change speaks of; less than 0 for none. */
    int closesIn(int change) {
        return isOfNamed(change) ? called(named(change)) : changes.get(change).repository();
    }

    /** Who is called so in the end, else who was last. */
    private int called(String name) {
        List<RepositoryName> names = names();
        return IntStream.of(SHOP, FORK, CENTRAL)
                .boxed()
                .filter(repository -> calledAt(names, repository, name) != null)
                .max(Comparator.comparing((Integer repository) ->
                                newest(names, repository).equalsIgnoreCase(name))
                        .thenComparing(repository -> calledAt(names, repository, name))
                        .thenComparing(Comparator.reverseOrder()))
                .orElse(-1);
    }

    private static @Nullable Instant calledAt(List<RepositoryName> names, int repository, String name) {
        return of(names, repository)
                .filter(told -> told.name().equalsIgnoreCase(name))
                .map(RepositoryName::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String newest(List<RepositoryName> names, int repository) {
        return of(names, repository)
                .max(Comparator.comparing(RepositoryName::at).thenComparing(RepositoryName::name))
                .orElseThrow()
                .name();
    }

    private static Stream<RepositoryName> of(List<RepositoryName> names, int repository) {
        return names.stream().filter(told -> told.repository().equals(REPOSITORIES.get(repository)));
    }

    private void addChange(List<Fact> facts, int number) {
        Merged merged = changes.get(number);
        RepositoryId repository = REPOSITORIES.get(merged.repository());
        int commit = commit(merged.commit());
        Instant mergedAt = authorAt(commit).plusSeconds(300);
        for (int i = 0; i < merged.states().size(); i++) {
            ChangeState state = merged.states().get(i);
            facts.add(new Change(
                    new Entry(
                            repository,
                            Integer.toString(number),
                            (long) number,
                            "Change " + number,
                            null,
                            state.labels()),
                    new Change.Opening(mergedAt.minusSeconds(600), Author.UNKNOWN),
                    new Branch(
                            repository.externalId(),
                            merged.branch(),
                            sha(parents(commit).size() > 1 ? parents(commit).getLast() : commit),
                            "main"),
                    null,
                    Reviews.NONE,
                    new Merge(mergedAt, sha(commit)),
                    claims(state, reference(number, state.closes())),
                    new Statement(mergedAt.plusSeconds(i), "c" + i)));
        }
    }

    private Claims claims(ChangeState state, String closed) {
        return new Claims(
                state.reverts() < 0 ? List.of() : List.of("#" + state.reverts()),
                state.revertsCommit() < 0
                        ? List.of()
                        : List.of(sha(commit(state.revertsCommit())).value()),
                null,
                state.closes() < 0 ? List.of() : List.of(closed),
                state.isFix() ? List.of("77") : List.of());
    }

    private void addIssue(List<Fact> facts, int issue) {
        Opened opened = incidents.get(issue);
        for (int i = 0; i < opened.states().size(); i++) {
            IssueState state = opened.states().get(i);
            facts.add(new Incident(
                    new Entry(
                            REPOSITORIES.get(opened.repository()),
                            "issue-" + issue,
                            (long) issue,
                            "Issue " + issue,
                            null,
                            state.labels()),
                    state.labels().contains("incident") ? Incident.Kind.INCIDENT : Incident.Kind.ISSUE,
                    state.isDeleted(),
                    openedAt(issue),
                    state.isResolved() ? statedAt(issue, i) : null,
                    Incident.Causes.declared(named(state.causes())),
                    new Statement(statedAt(issue, i), "i" + i)));
        }
    }
}
