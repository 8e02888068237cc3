package dev.throughline.server.forge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A small repository made by hand, step by step; every step takes ten minutes. */
public final class RepositoryStory {

    private static final Duration STEP = Duration.ofMinutes(10);
    private static final String MAIN = "main";

    private final ForgeRepository repository;
    private final Person developer = Person.named("ada");
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private Instant now;

    private RepositoryStory(long id, String fullName, boolean isPrivate, Instant start) {
        this.now = start;
        this.repository = new ForgeRepository(
                id, new ForgeRepository.About(fullName, MAIN, isPrivate, false, false, List.of("java"), start, start));
        ids.set((int) (id % 1000) * 1_000_000);
        put(Shas.of(fullName, "root"), List.of(), "Begin", List.of("README.md"));
        repository.branch(MAIN, Shas.of(fullName, "root"));
    }

    /** Begins with one commit on main. */
    public static RepositoryStory of(long id, String fullName, Instant start) {
        return new RepositoryStory(id, fullName, true, start);
    }

    /** The same for everybody to see. */
    public static RepositoryStory open(long id, String fullName, Instant start) {
        return new RepositoryStory(id, fullName, false, start);
    }

    public ForgeRepository repository() {
        return repository;
    }

    public Instant now() {
        return now;
    }

    public RepositoryStory after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    /** The commit that a branch points to; a branch that is not there yet begins where main is. */
    public String head(String branch) {
        String sha = repository.branches().get(branch);
        return sha != null ? sha : repository.branches().getOrDefault(MAIN, "");
    }

    /** @return its hash */
    public String commit(String branch, String message, String... files) {
        now = now.plus(STEP);
        String sha = Shas.of(repository.fullName(), branch, message, ids.incrementAndGet());
        put(sha, List.of(head(branch)), message, List.of(files));
        repository.branch(branch, sha);
        return sha;
    }

    private void put(String sha, List<String> parents, String message, List<String> files) {
        repository.put(new Commit(sha, parents, developer, now, now, ZoneOffset.ofHours(2), message, files));
    }

    /** Opens a pull request of a branch to main. */
    public int open(String branch, String... labels) {
        return open(branch, repository.id(), repository.fullName(), labels);
    }

    /** Opens one of a fork. */
    public int openFromFork(String branch, @Nullable Long forkId, @Nullable String forkName) {
        return open(branch, forkId, forkName);
    }

    private int open(String branch, @Nullable Long from, @Nullable String fromName, String... labels) {
        now = now.plus(STEP);
        int number = numbers.incrementAndGet();
        Commit base = repository.commits().mergeBase(head(MAIN), head(branch));
        repository.put(new Pull(
                ids.incrementAndGet() * 10L,
                number,
                "Pull " + branch,
                "About " + branch,
                developer,
                false,
                List.of(labels),
                now,
                now,
                null,
                null,
                null,
                null,
                new Pull.Head(branch, head(branch), from, fromName),
                MAIN,
                base == null ? head(MAIN) : base.sha(),
                List.of(),
                List.of()));
        return number;
    }

    /** @return the merge commit */
    public String merge(int number) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        String sha = Shas.of(repository.fullName(), "merge", number);
        put(sha, List.of(head(MAIN), pull.head().sha()), "Merge pull request #" + number, List.of());
        merged(pull, sha, sha, null);
        return sha;
    }

    /** @return the one commit that it became */
    public String squash(int number) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        String sha = Shas.of(repository.fullName(), "squash", number);
        put(sha, List.of(head(MAIN)), pull.title() + " (#" + number + ")", List.of());
        merged(pull, sha, null, sha);
        return sha;
    }

    /** Moves main to its head; only while main has not moved on. */
    public String fastForward(int number) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        merged(pull, pull.head().sha(), null, null);
        return pull.head().sha();
    }

    private void merged(Pull pull, String newHead, @Nullable String mergeCommit, @Nullable String squashCommit) {
        repository.branch(MAIN, newHead);
        repository.branches().remove(pull.head().ref());
        closed(pull, now, mergeCommit, squashCommit);
    }

    /** Closes a pull request or an issue without anything else. */
    public void close(int number) {
        now = now.plus(STEP);
        Pull pull = repository.pulls().find(number);
        if (pull != null) {
            closed(pull, null, null, null);
            return;
        }
        Issue issue = issue(number);
        repository.put(new Issue(
                issue.id(),
                number,
                issue.title(),
                issue.body(),
                issue.user(),
                issue.labels(),
                issue.createdAt(),
                now,
                now,
                issue.comments(),
                issue.confidential(),
                issue.incident(),
                issue.severity()));
    }

    private void closed(
            Pull pull, @Nullable Instant mergedAt, @Nullable String mergeCommit, @Nullable String squashCommit) {
        repository.put(new Pull(
                pull.id(),
                pull.number(),
                pull.title(),
                pull.body(),
                pull.user(),
                pull.draft(),
                pull.labels(),
                pull.createdAt(),
                now,
                now,
                mergedAt,
                mergeCommit,
                squashCommit,
                pull.head(),
                pull.baseRef(),
                pull.baseSha(),
                pull.reviews(),
                pull.comments()));
    }

    public void review(int number, String reviewer, String state) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        List<Review> reviews = new ArrayList<>(pull.reviews());
        reviews.add(new Review(
                ids.incrementAndGet(),
                Person.named(reviewer),
                state,
                now,
                pull.head().sha()));
        repository.put(Changed.reviews(pull, reviews));
    }

    /** Comments on a pull request or an issue. */
    public void comment(int number, String body) {
        now = now.plus(STEP);
        Comment comment = new Comment(ids.incrementAndGet(), developer, body, now, false);
        Pull pull = repository.pulls().find(number);
        if (pull != null) {
            repository.put(Changed.comment(pull, comment));
        } else {
            repository.put(Changed.comment(issue(number), comment));
        }
    }

    /** Gives a pull request other labels. */
    public void label(int number, String... labels) {
        now = now.plus(STEP);
        repository.put(Changed.labels(pull(number), List.of(labels), now));
    }

    /** Opens an issue. */
    public int issue(String title, String body, String... labels) {
        now = now.plus(STEP);
        int number = numbers.incrementAndGet();
        repository.put(new Issue(
                ids.incrementAndGet() * 10L,
                number,
                title,
                body,
                developer,
                List.of(labels),
                now,
                now,
                null,
                List.of(),
                false,
                false,
                "unknown"));
        return number;
    }

    /** Begins a deployment; the environment's name is its tier as well. */
    public long deploy(String sha, String environment) {
        now = now.plus(STEP);
        long id = ids.incrementAndGet();
        repository.put(new Deployment(
                id, (int) id, sha, MAIN, "deploy", environment, environment, developer, now, id + 500_000, List.of()));
        return id;
    }

    /** @param state in the words of the forge: {@code failure} at GitHub is {@code failed} at GitLab */
    public void status(long deployment, String state) {
        now = now.plus(STEP);
        Deployment known = repository.deployments().find(deployment);
        if (known == null) {
            throw new IllegalArgumentException("no deployment " + deployment);
        }
        List<Deployment.Status> statuses = new ArrayList<>(known.statuses());
        statuses.add(new Deployment.Status(ids.incrementAndGet(), state, known.environment(), now));
        repository.put(Changed.statuses(known, statuses));
    }

    /** Tags a commit and publishes a release of it. */
    public void release(String tag, String sha) {
        now = now.plus(STEP);
        repository.put(new Tag(tag, sha, null));
        repository.put(new Release(ids.incrementAndGet(), tag, tag, "", sha, now, now, false, false, developer));
    }

    /** Tags a commit with a tag object of its own. */
    public void annotatedTag(String tag, String sha) {
        repository.put(new Tag(tag, sha, Shas.of(repository.fullName(), "tag", tag)));
    }

    /** A run of a workflow with an attempt for each conclusion. */
    public long run(String name, String sha, String... conclusions) {
        long id = ids.incrementAndGet();
        List<Run.Attempt> attempts = new ArrayList<>();
        for (String conclusion : conclusions) {
            Instant startedAt = now;
            now = now.plus(STEP);
            attempts.add(new Run.Attempt(conclusion, startedAt, now));
        }
        repository.put(new Run(id, (int) id, name, "push", MAIN, sha, developer, attempts));
        return id;
    }

    private Pull pull(int number) {
        Pull pull = repository.pulls().find(number);
        if (pull == null) {
            throw new IllegalArgumentException("no pull request " + number);
        }
        return pull;
    }

    private Issue issue(int number) {
        Issue issue = repository.issues().find(number);
        if (issue == null) {
            throw new IllegalArgumentException("no issue " + number);
        }
        return issue;
    }
}
