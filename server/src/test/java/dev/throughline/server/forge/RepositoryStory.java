package dev.throughline.server.forge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A small repository made by hand, step by step; every step takes ten minutes. */
public final class RepositoryStory {

    private static final Duration STEP = Duration.ofMinutes(10);
    private static final String MAIN = "main";

    private final ForgeRepository repository;
    private final Person developer = Person.named("ada");
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<StoryListener> listeners = new ArrayList<>();
    private Instant now;
    private boolean isHeard = true;

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

    /** Whoever listens hears of all that follows. */
    RepositoryStory heardBy(StoryListener listener) {
        listeners.add(listener);
        return this;
    }

    /** What happens and no webhook tells. */
    public void unheard(Runnable steps) {
        isHeard = false;
        steps.run();
        isHeard = true;
    }

    private void tell(Consumer<StoryListener> step) {
        if (isHeard) {
            listeners.forEach(step);
        }
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
        move(branch, sha, false);
        return sha;
    }

    /** Many of them, a second apart, by one push. */
    public String commits(String branch, int count) {
        now = now.plus(STEP);
        String parent = head(branch);
        for (int i = 1; i <= count; i++) {
            String sha = Shas.of(repository.fullName(), branch, "one of many", ids.incrementAndGet());
            Instant at = now.minusSeconds(count - i);
            repository.put(new Commit(
                    sha, List.of(parent), developer, at, at, ZoneOffset.ofHours(2), "Step " + i, List.of("many.txt")));
            parent = sha;
        }
        move(branch, parent, false);
        return parent;
    }

    private void put(String sha, List<String> parents, String message, List<String> files) {
        repository.put(new Commit(sha, parents, developer, now, now, ZoneOffset.ofHours(2), message, files));
    }

    /** What a branch brings that main has is not new, as long as it is not main that moves. */
    private void move(String branch, String sha, boolean forced) {
        String before = repository.branches().get(branch);
        String base = before != null ? before : head(MAIN);
        repository.branch(branch, sha);
        List<Commit> brought = repository.commits().range(base, sha);
        tell(to -> to.pushed(
                repository, new StoryListener.Move("refs/heads/" + branch, before, sha, brought, forced), now));
        for (Pull pull : repository.pulls().by(Table.Order.KEY)) {
            Pull.Head head = pull.head();
            boolean isOwn = head.repositoryId() != null && head.repositoryId() == repository.id();
            if (isOwn
                    && pull.isOpen()
                    && head.ref().equals(branch)
                    && !head.sha().equals(sha)) {
                Pull moved = Changed.head(pull, sha, now);
                repository.put(moved);
                tell(to -> to.proposed(repository, moved, "synchronize", now));
            }
        }
    }

    private void deleteBranch(String branch) {
        String before = repository.branches().remove(branch);
        if (before != null) {
            tell(to -> to.pushed(
                    repository, new StoryListener.Move("refs/heads/" + branch, before, null, List.of(), false), now));
        }
    }

    /** Moves a branch onto main: its commits are written anew, with the times of their authors. */
    public String rebase(String branch) {
        now = now.plus(STEP);
        String sha = rewritten(head(branch));
        move(branch, sha, true);
        return sha;
    }

    /** @return the newest of the copies of what a branch has on top of main */
    private String rewritten(String head) {
        String parent = head(MAIN);
        for (Commit commit : repository.commits().range(parent, head)) {
            String sha = Shas.of(repository.fullName(), "copy", commit.sha(), ids.incrementAndGet());
            repository.put(new Commit(
                    sha,
                    List.of(parent),
                    commit.author(),
                    commit.authoredAt(),
                    now,
                    commit.zone(),
                    commit.message(),
                    commit.files()));
            parent = sha;
        }
        return parent;
    }

    /** Opens a pull request of a branch to main. */
    public int open(String branch, String... labels) {
        return propose(branch, "Pull " + branch, "About " + branch, labels);
    }

    /** The same in other words. */
    public int propose(String branch, String title, String body, String... labels) {
        return open(branch, title, body, repository.id(), repository.fullName(), labels);
    }

    /** Opens one of a fork. */
    public int openFromFork(String branch, @Nullable Long forkId, @Nullable String forkName) {
        return open(branch, "Pull " + branch, "About " + branch, forkId, forkName);
    }

    private int open(
            String branch,
            String title,
            String body,
            @Nullable Long from,
            @Nullable String fromName,
            String... labels) {
        now = now.plus(STEP);
        int number = numbers.incrementAndGet();
        Commit base = repository.commits().mergeBase(head(MAIN), head(branch));
        Pull opened = new Pull(
                ids.incrementAndGet() * 10L,
                number,
                title,
                body,
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
                List.of());
        repository.put(opened);
        tell(to -> to.proposed(repository, opened, "opened", now));
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
        List<String> files = repository.commits().range(head(MAIN), pull.head().sha()).stream()
                .flatMap(commit -> commit.files().stream())
                .distinct()
                .toList();
        put(sha, List.of(head(MAIN)), pull.title() + " (#" + number + ")", files);
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

    /** Puts copies of its commits on main, as GitHub does by "rebase and merge". */
    public String rebaseAndMerge(int number) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        String sha = rewritten(pull.head().sha());
        merged(pull, sha, null, sha);
        return sha;
    }

    private void merged(Pull pull, String newHead, @Nullable String mergeCommit, @Nullable String squashCommit) {
        closed(pull, now, mergeCommit, squashCommit);
        move(MAIN, newHead, false);
        deleteBranch(pull.head().ref());
    }

    /** Closes a pull request or an issue without anything else. */
    public void close(int number) {
        now = now.plus(STEP);
        Pull pull = repository.pulls().find(number);
        if (pull != null) {
            closed(pull, null, null, null);
            return;
        }
        stand(Changed.closed(issue(number), "completed", now), "closed");
    }

    /** Closes an issue for another reason, in GitHub's word: {@code not_planned}, {@code duplicate}. */
    public void closeAs(int number, String reason) {
        now = now.plus(STEP);
        stand(Changed.closed(issue(number), reason, now), "closed");
    }

    private void stand(Issue issue, String action) {
        repository.put(issue);
        tell(to -> to.reported(repository, issue, action, now));
    }

    private void closed(
            Pull pull, @Nullable Instant mergedAt, @Nullable String mergeCommit, @Nullable String squashCommit) {
        Pull closed = new Pull(
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
                pull.comments());
        repository.put(closed);
        tell(to -> to.proposed(repository, closed, "closed", now));
    }

    /** @return its id */
    public long review(int number, String reviewer, String state) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        List<Review> reviews = new ArrayList<>(pull.reviews());
        Review review = new Review(
                ids.incrementAndGet(),
                Person.named(reviewer),
                state,
                now,
                pull.head().sha());
        reviews.add(review);
        Pull reviewed = Changed.updated(Changed.reviews(pull, reviews), now);
        repository.put(reviewed);
        tell(to -> to.reviewed(repository, reviewed, review, "submitted", now));
        return review.id();
    }

    /** Takes a review back: it keeps its time. */
    public void dismiss(int number, long review) {
        now = now.plus(STEP);
        Pull pull = pull(number);
        List<Review> reviews = new ArrayList<>();
        for (Review one : pull.reviews()) {
            reviews.add(
                    one.id() == review
                            ? new Review(one.id(), one.user(), "DISMISSED", one.submittedAt(), one.sha())
                            : one);
        }
        Pull reviewed = Changed.updated(Changed.reviews(pull, reviews), now);
        repository.put(reviewed);
        for (Review one : reviews) {
            if (one.id() == review) {
                tell(to -> to.reviewed(repository, reviewed, one, "dismissed", now));
            }
        }
    }

    /** Comments on a pull request or an issue. */
    public void comment(int number, String body) {
        now = now.plus(STEP);
        Comment comment = new Comment(ids.incrementAndGet(), developer, body, now, false);
        Pull pull = repository.pulls().find(number);
        if (pull != null) {
            Pull commented = Changed.comment(pull, comment);
            repository.put(commented);
            tell(to -> to.commented(repository, commented, comment, now));
        } else {
            Issue commented = Changed.comment(issue(number), comment);
            repository.put(commented);
            tell(to -> to.commented(repository, commented, comment, now));
        }
    }

    /** Gives a pull request or an issue other labels. */
    public void label(int number, String... labels) {
        now = now.plus(STEP);
        Pull pull = repository.pulls().find(number);
        if (pull == null) {
            stand(Changed.labels(issue(number), List.of(labels), now), "labeled");
            return;
        }
        Pull labelled = Changed.labels(pull, List.of(labels), now);
        repository.put(labelled);
        tell(to -> to.proposed(repository, labelled, "labeled", now));
    }

    /** Opens an issue. */
    public int issue(String title, String body, String... labels) {
        now = now.plus(STEP);
        int number = numbers.incrementAndGet();
        Issue issue = new Issue(
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
                "unknown");
        stand(issue, "opened");
        return number;
    }

    /** Begins a deployment; the environment's name is its tier as well. */
    public long deploy(String sha, String environment) {
        now = now.plus(STEP);
        long id = ids.incrementAndGet();
        Deployment deployment = new Deployment(
                id, (int) id, sha, MAIN, "deploy", environment, environment, developer, now, id + 500_000, List.of());
        repository.put(deployment);
        tell(to -> to.deployed(repository, deployment, now));
        return id;
    }

    /** @param state in the words of the forge: {@code failure} at GitHub is {@code failed} at GitLab */
    public void status(long deployment, String state) {
        statusIn(deployment, null, state);
    }

    /** The same in another environment than the one that was asked for, as GitHub lets deployments go on. */
    public void statusIn(long deployment, @Nullable String environment, String state) {
        now = now.plus(STEP);
        Deployment known = repository.deployments().find(deployment);
        if (known == null) {
            throw new IllegalArgumentException("no deployment " + deployment);
        }
        List<Deployment.Status> statuses = new ArrayList<>(known.statuses());
        Deployment.Status status = new Deployment.Status(
                ids.incrementAndGet(), state, environment == null ? known.environment() : environment, now);
        statuses.add(status);
        Deployment stated = Changed.statuses(known, statuses);
        repository.put(stated);
        tell(to -> to.stated(repository, stated, status, now));
    }

    /** Tags a commit and publishes a release of it. */
    public void release(String tag, String sha) {
        now = now.plus(STEP);
        repository.put(new Tag(tag, sha, null));
        tell(to -> to.pushed(repository, new StoryListener.Move("refs/tags/" + tag, null, sha, List.of(), false), now));
        Release release = new Release(ids.incrementAndGet(), tag, tag, "", sha, now, now, false, false, developer);
        repository.put(release);
        tell(to -> to.released(repository, release, now));
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
            attempts.add(new Run.Attempt(null, startedAt, startedAt));
            stand(new Run(id, (int) id, name, "push", MAIN, sha, developer, List.copyOf(attempts)));
            now = now.plus(STEP);
            attempts.set(attempts.size() - 1, new Run.Attempt(conclusion, startedAt, now));
            stand(new Run(id, (int) id, name, "push", MAIN, sha, developer, List.copyOf(attempts)));
        }
        return id;
    }

    private void stand(Run run) {
        repository.put(run);
        tell(to -> to.ran(repository, run, now));
    }

    /** The repository gets another name. */
    public void rename(String fullName) {
        now = now.plus(STEP);
        String former = repository.fullName();
        repository.rename(fullName);
        tell(to -> to.renamed(repository, former, now));
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
