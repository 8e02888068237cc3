package dev.throughline.engine.ledger;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitFiles;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tag;
import dev.throughline.engine.fact.Tier;
import dev.throughline.engine.story.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that get in each other's way: few repositories, commits, numbers and instants, so that names, statements and times
 * meet and tie. The facts of one delivery belong together.
 */
final class RandomDeliveries {

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final Random random;

    RandomDeliveries(long seed) {
        this.random = new Random(seed);
    }

    List<List<Fact>> list(int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> delivery("delivery-" + number))
                .toList();
    }

    private List<Fact> delivery(String id) {
        if (random.nextInt(5) == 0) {
            RepositoryId reported = new RepositoryId(Story.REPORTS.name(), pick("acme/Shop", "acme/till", "kiosk"));
            Statement statement = new Statement(instant(), id);
            List<Fact> facts = new ArrayList<>(
                    switch (random.nextInt(3)) {
                        case 0 -> deployment(reported, statement);
                        case 1 -> reportedChange(reported, statement);
                        default -> List.of(incident(reported, statement));
                    });
            facts.add(new RepositoryName(reported, reported.externalId(), instant()));
            return facts;
        }
        if (random.nextInt(6) == 0) {
            RepositoryId account = new RepositoryId(Story.PAGER.name(), pick("acme.pager.example", "acme/Shop"));
            return List.of(
                    new RepositoryName(account, account.externalId(), instant()),
                    incident(account, new Statement(instant(), id)));
        }
        RepositoryId repository = new RepositoryId(Story.FORGE.name(), Integer.toString(1 + random.nextInt(3)));
        Statement statement = new Statement(instant(), id);
        List<Fact> facts = new ArrayList<>();
        if (random.nextInt(10) > 0) {
            facts.add(new RepositoryName(
                    repository, pick("acme/Shop", "acme/till", "ACME/shop", "acme/kiosk"), instant()));
        }
        switch (random.nextInt(6)) {
            case 0 -> facts.add(push(repository));
            case 1 -> facts.add(change(repository, statement));
            case 2 -> facts.addAll(deployment(repository, statement));
            case 3 -> facts.add(incident(repository, statement));
            case 4 -> {
                String number = Integer.toString(1 + random.nextInt(3));
                facts.add(list(repository, number, maybe(sha(random.nextInt(12))), null, statement));
            }
            default -> {
                facts.add(shown(repository, random.nextInt(12)));
                facts.add(shown(repository, random.nextInt(12)));
                facts.add(new CommitFiles(repository, sha(random.nextInt(12)), List.of(pick("api/x", "web/y"))));
                facts.add(new Tag(repository, pick("v1", "v2"), sha(random.nextInt(12)), statement));
            }
        }
        return facts;
    }

    private Push push(RepositoryId repository) {
        List<Commit> commits = IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> commit(random.nextInt(12)))
                .toList();
        // what a push lists follows from where it went, so the same push always lists the same
        return new Push(
                repository,
                new RefUpdate(
                        "refs/heads/" + commits.size(),
                        maybe(sha(random.nextInt(3))),
                        commits.isEmpty() ? sha(99) : commits.getLast().sha(),
                        null,
                        false,
                        false,
                        null),
                commits,
                commits.isEmpty() ? null : MONDAY.plusNanos(commits.hashCode() * 1_000L),
                instant());
    }

    private Commit commit(int number) {
        // both are read from one line
        boolean isTitled = random.nextBoolean();
        return new Commit(
                sha(number),
                instant(),
                random.nextBoolean() ? Commit.AuthorTime.AUTHOR_DATE : Commit.AuthorTime.TIMESTAMP,
                Author.UNKNOWN,
                new Commit.Message(
                        isTitled ? "feat: " + number : null,
                        number % 5 == 0,
                        List.of(),
                        new Claims(
                                List.of(),
                                number % 3 == 0 ? List.of("abcdef" + number, "\"quoted\\") : List.of(),
                                isTitled && number % 2 != 0 ? "fix: " + number : null,
                                number % 2 == 0 ? List.of("#1", "acme/till#2") : List.of(),
                                number % 4 == 0 ? List.of("#1, {2}") : List.of())),
                null);
    }

    /** What a hash stands for is the same wherever it is shown; a shallow one has no parents. */
    private RepositoryCommit shown(RepositoryId repository, int number) {
        Commit told = commit(number);
        Instant writtenAt = MONDAY.minusSeconds(number);
        return new RepositoryCommit(
                repository,
                new Commit(
                        told.sha(),
                        writtenAt,
                        Commit.AuthorTime.AUTHOR_DATE,
                        told.author(),
                        told.message(),
                        told.paths()),
                random.nextBoolean() ? List.of(sha(number + 1)) : List.of(),
                writtenAt);
    }

    private Change change(RepositoryId repository, Statement statement) {
        long number = 1 + random.nextInt(3);
        return new Change(
                new Entry(
                        repository,
                        Long.toString(number),
                        number,
                        random.nextBoolean() ? "told by " + statement.by() : "feat: " + random.nextInt(12),
                        null,
                        List.of(statement.by())),
                new Change.Opening(instant(), new Author(maybe(pick("ada", "renovate")), random.nextInt(4) == 0)),
                new Branch(maybe("7"), "topic", sha(random.nextInt(12)), "main"),
                maybe(random.nextInt(5)),
                new Reviews(maybe(instant()), maybe(instant())),
                maybe(new Merge(instant(), maybe(sha(random.nextInt(12))), random.nextBoolean())),
                new Claims(List.of("#1", "acme/till#2"), List.of("abcdef1"), null, List.of("#3"), List.of("4")),
                new Claims(List.of("#1"), List.of(), null, List.of(), List.of()),
                statement);
    }

    private List<Fact> reportedChange(RepositoryId repository, Statement statement) {
        ChangeCommits list =
                list(repository, pick("fix-it", "sell-pears"), null, pick("acme/Shop", "acme/NOWHERE"), statement);
        Change change = new Change(
                new Entry(repository, list.change(), null, "told by " + statement.by(), null, List.of()),
                new Change.Opening(instant(), Author.UNKNOWN),
                new Branch(null, "topic", sha(random.nextInt(12)), ""),
                list.commits().size(),
                Reviews.NONE,
                new Merge(instant(), sha(random.nextInt(12))),
                Claims.NONE,
                statement);
        return List.of(change, list);
    }

    private ChangeCommits list(
            RepositoryId repository,
            String change,
            @Nullable CommitSha head,
            @Nullable String in,
            Statement statement) {
        List<ChangeCommits.Listed> commits = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> new ChangeCommits.Listed(sha(random.nextInt(12)), instant()))
                .toList();
        return new ChangeCommits(repository, change, head, commits, in, statement);
    }

    private List<Fact> deployment(RepositoryId repository, Statement statement) {
        DeploymentKey key = new DeploymentKey(repository, Integer.toString(1 + random.nextInt(3)));
        List<Fact> facts = new ArrayList<>();
        facts.add(new Deployment(
                key,
                new Revision(maybe(sha(random.nextInt(12))), null, "main"),
                new Environment(pick("production", "staging"), Tier.PRODUCTION),
                new Deployment.Request(instant(), random.nextBoolean(), null),
                repository.source().equals(Story.REPORTS.name())
                        ? new Deployment.Details(
                                maybe("1.4"), maybe("sha256:7"), maybe(pick("acme/till", "ACME/nowhere")), maybe(true))
                        : Deployment.Details.NONE,
                statement));
        if (random.nextBoolean()) {
            int state = random.nextInt(4);
            facts.add(new DeploymentStatus(
                    key, "status-" + state, DeploymentStatus.State.values()[state], MONDAY.plusSeconds(state)));
        }
        return facts;
    }

    private Incident incident(RepositoryId repository, Statement statement) {
        long number = 1 + random.nextInt(3);
        boolean isPaged = repository.source().equals(Story.PAGER.name());
        return new Incident(
                new Entry(
                        repository,
                        Long.toString(100 + number),
                        number,
                        "told by " + statement.by(),
                        null,
                        List.of("incident")),
                random.nextBoolean() ? Incident.Kind.INCIDENT : Incident.Kind.ISSUE,
                random.nextInt(8) == 0,
                isPaged ? List.of(pick("p1", "p2"), pick("acme/shop", "acme/till", "acme/kiosk", "kiosk")) : List.of(),
                isPaged ? maybe(instant()) : instant(),
                maybe(instant()),
                Incident.Causes.declared(List.of(new Cause("abcdef0"))),
                statement);
    }

    private Instant instant() {
        return MONDAY.plusSeconds(random.nextInt(4));
    }

    private CommitSha sha(int number) {
        return new CommitSha("%040x".formatted(number + 1));
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }
}
