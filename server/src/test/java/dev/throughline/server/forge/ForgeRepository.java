package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A repository and everything that a forge knows of it. What is put into it, the next request sees. */
public final class ForgeRepository {

    private final long id;
    private final Commits commits;
    private final Table<Pull> pulls;
    private final Table<Issue> issues;
    private final Table<Ticket> tickets;
    private final Table<Deployment> deployments;
    private final Table<Release> releases;
    private final Table<Run> runs;
    private final Map<String, Tag> tags = new ConcurrentSkipListMap<>();
    private final Map<String, String> branches = new ConcurrentSkipListMap<>();
    private final List<String> formerNames = new CopyOnWriteArrayList<>();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();
    private final AtomicLong version = new AtomicLong();
    private volatile About about;

    /**
     * What stands on its front page.
     *
     * @param fork made from another one
     */
    public record About(
            String fullName,
            String defaultBranch,
            boolean isPrivate,
            boolean archived,
            boolean fork,
            List<String> topics,
            Instant createdAt,
            Instant pushedAt) {

        String owner() {
            return fullName.substring(0, fullName.lastIndexOf('/'));
        }

        String name() {
            return fullName.substring(fullName.lastIndexOf('/') + 1);
        }
    }

    /** With nothing in it. */
    public ForgeRepository(long id, About about) {
        this(
                id,
                about,
                new StoredCommits(),
                new StoredTable<>(Pull::number, Pull::createdAt, Pull::updatedAt),
                new StoredTable<>(Issue::number, Issue::createdAt, Issue::updatedAt),
                new StoredTable<>(Ticket::number, Ticket::createdAt, Ticket::updatedAt),
                new StoredTable<>(Deployment::id, Deployment::createdAt, Deployment::updatedAt));
    }

    ForgeRepository(
            long id,
            About about,
            Commits commits,
            Table<Pull> pulls,
            Table<Issue> issues,
            Table<Ticket> tickets,
            Table<Deployment> deployments) {
        this.id = id;
        this.about = about;
        this.commits = commits;
        this.pulls = pulls;
        this.issues = issues;
        this.tickets = tickets;
        this.deployments = deployments;
        this.releases = new StoredTable<>(Release::id, Release::createdAt, Release::publishedAt);
        this.runs = new StoredTable<>(Run::id, Run::createdAt, Run::updatedAt);
    }

    public void put(Commit commit) {
        commits.put(commit);
    }

    public void put(Pull pull) {
        pulls.put(pull);
        tickets.put(pull);
    }

    public void put(Issue issue) {
        issues.put(issue);
        tickets.put(issue);
    }

    public void put(Deployment deployment) {
        deployments.put(deployment);
    }

    public void put(Release release) {
        releases.put(release);
    }

    public void put(Run run) {
        runs.put(run);
    }

    public void put(Tag tag) {
        tags.put(tag.name(), tag);
    }

    /** Moves a branch, or makes it. */
    public void branch(String name, String sha) {
        branches.put(name, sha);
    }

    public void put(Hook hook) {
        hooks.add(hook);
    }

    /** Changes what its front page says. */
    public void put(About changed) {
        about = changed;
        version.incrementAndGet();
    }

    /** Its former name redirects to it from now on. */
    public void rename(String fullName) {
        About was = about;
        formerNames.add(was.fullName());
        put(new About(
                fullName,
                was.defaultBranch(),
                was.isPrivate(),
                was.archived(),
                was.fork(),
                was.topics(),
                was.createdAt(),
                was.pushedAt()));
    }

    public long id() {
        return id;
    }

    public About about() {
        return about;
    }

    public String fullName() {
        return about.fullName();
    }

    /** Grows with every change of {@link #about()}. */
    long version() {
        return version.get();
    }

    public List<String> formerNames() {
        return formerNames;
    }

    public Commits commits() {
        return commits;
    }

    public Table<Pull> pulls() {
        return pulls;
    }

    public Table<Issue> issues() {
        return issues;
    }

    public Table<Ticket> tickets() {
        return tickets;
    }

    public Table<Deployment> deployments() {
        return deployments;
    }

    public Table<Release> releases() {
        return releases;
    }

    public Table<Run> runs() {
        return runs;
    }

    public Map<String, Tag> tags() {
        return tags;
    }

    public Map<String, String> branches() {
        return branches;
    }

    public List<Hook> hooks() {
        return hooks;
    }

    /** The commit that a hash, a branch or a tag stands for. */
    @Nullable
    Commit resolve(String ref) {
        String branch = branches.get(ref);
        Tag tag = tags.get(ref);
        return commits.find(branch != null ? branch : tag != null ? tag.sha() : ref);
    }

    /** The commits of a pull request, oldest first. */
    List<Commit> commitsOf(Pull pull) {
        return commits.range(pull.baseSha(), pull.head().sha());
    }
}
