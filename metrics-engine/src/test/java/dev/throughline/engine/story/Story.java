package dev.throughline.engine.story;

import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.BranchBase;
import dev.throughline.engine.fact.Cause;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.ChangeCommits;
import dev.throughline.engine.fact.ChildPipeline;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Deployment;
import dev.throughline.engine.fact.DeploymentJob;
import dev.throughline.engine.fact.DeploymentKey;
import dev.throughline.engine.fact.DeploymentRun;
import dev.throughline.engine.fact.DeploymentStatus;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Environment;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Incident;
import dev.throughline.engine.fact.IncidentComment;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.PipelineJob;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.ReadFrom;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.RepositoryCommit;
import dev.throughline.engine.fact.RepositoryId;
import dev.throughline.engine.fact.RepositoryName;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Revision;
import dev.throughline.engine.fact.SourceTraits;
import dev.throughline.engine.fact.SourceTraits.Precedence;
import dev.throughline.engine.fact.StableId;
import dev.throughline.engine.fact.Statement;
import dev.throughline.engine.fact.Tag;
import dev.throughline.engine.fact.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one repository, as facts. Commits and deployments are named by words; a word is always the same hash. Times are
 * ISO-8601; one without a date is on Monday, 2 June 2025, and everything is UTC.
 */
public final class Story {

    /** Where the repositories of stories are. */
    public static final SourceTraits FORGE = SourceTraits.ofCommits("forge", Precedence.FORGE);

    /** What pipelines report. */
    public static final SourceTraits REPORTS = SourceTraits.ofServices("reports", Precedence.REPORT);

    /** Where incidents are that no repository knows of. */
    public static final SourceTraits PAGER = SourceTraits.ofIncidents("pager");

    /** All that tell stories. No name of theirs is one that any source of ours has. */
    public static final List<SourceTraits> SOURCES = List.of(FORGE, REPORTS, PAGER);

    private static final String DAY = "2025-06-02T";

    private final RepositoryId repository;
    private final List<Fact> facts = new ArrayList<>();

    public Story(String name) {
        this("github.com", name);
    }

    /** On a forge of its own, which has given the repository the same number that any other gave to one of its name. */
    public Story(String host, String name) {
        this(FORGE, host, Integer.toString(Math.abs(name.hashCode())), name);
    }

    /** In a repository of another source. */
    public Story(SourceTraits source, String name) {
        this(source, "", name, name);
    }

    private Story(SourceTraits source, String host, String id, String name) {
        this.repository = new RepositoryId(source.name(), host, id);
        facts.add(new RepositoryName(repository, name, Instant.parse("2025-01-01T00:00:00Z")));
    }

    /** What a pipeline reports of a service. */
    public static Story reportedOf(String service) {
        return new Story(REPORTS, service);
    }

    /** What a source of services says beside them, under no name. */
    public static Story beside(SourceTraits source, String id) {
        Story story = new Story(source, id);
        story.facts.clear();
        return story;
    }

    /** The repository is called otherwise from now on. */
    public Story renamed(String name, String at) {
        facts.add(new RepositoryName(repository, name, at(at)));
        return this;
    }

    /** The hash that a word stands for. */
    public static CommitSha sha(String word) {
        String hex = StableId.of("sha", word).toString().replace("-", "");
        return new CommitSha((hex + hex).substring(0, 40));
    }

    /** {@code 09:00}, {@code 2025-06-03T09:00}, with or without seconds. */
    public static Instant at(String time) {
        String full = time.contains("T") ? time : DAY + time;
        return Instant.parse((full.length() == 16 ? full + ":00" : full) + "Z");
    }

    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    public UUID deployment(String id) {
        return key(id).id();
    }

    public UUID incident(long number) {
        return StableId.of("incident", repository.source(), repository.externalId(), "issue-" + number);
    }

    public RepositoryId repository() {
        return repository;
    }

    /** A commit by its word and the time its author wrote it. */
    public static Commit commit(String word, String authorAt) {
        return commit(word, authorAt, Author.UNKNOWN, Commit.Message.UNKNOWN, null);
    }

    /** A commit of which only its committer's time is told. */
    public static Commit committed(String word, String committedAt) {
        return new Commit(
                sha(word), at(committedAt), Commit.AuthorTime.COMMITTED, Author.UNKNOWN, Commit.Message.UNKNOWN, null);
    }

    /** A commit by a bot. */
    public static Commit botCommit(String word, String authorAt) {
        return commit(word, authorAt, new Author(null, true), Commit.Message.UNKNOWN, null);
    }

    /** A commit that touches these files. */
    public static Commit touching(String word, String authorAt, String... paths) {
        return commit(word, authorAt, Author.UNKNOWN, Commit.Message.UNKNOWN, List.of(paths));
    }

    public static Commit merge(String word, String authorAt) {
        return commit(word, authorAt, new Commit.Message(null, true, List.of(), Claims.NONE));
    }

    public static Commit revert(String word, String authorAt, String reverted) {
        Claims claims = new Claims(List.of(), List.of(sha(reverted).value()), null, List.of(), List.of());
        return commit(word, authorAt, new Commit.Message(null, false, List.of(), claims));
    }

    /** A commit with the first line of its message, and the title that this says it reverts. */
    public static Commit titled(String word, String authorAt, String title, @Nullable String reverts) {
        Claims claims = new Claims(List.of(), List.of(), reverts, List.of(), List.of());
        return commit(word, authorAt, new Commit.Message(title, false, List.of(), claims));
    }

    public static Commit pick(String word, String authorAt, String origin) {
        List<String> pickedFrom = List.of(sha(origin).value());
        return commit(word, authorAt, new Commit.Message(null, false, pickedFrom, Claims.NONE));
    }

    private static Commit commit(String word, String authorAt, Commit.Message message) {
        return commit(word, authorAt, Author.UNKNOWN, message, null);
    }

    private static Commit commit(
            String word, String authorAt, Author author, Commit.Message message, @Nullable List<String> paths) {
        return new Commit(sha(word), at(authorAt), Commit.AuthorTime.AUTHOR_DATE, author, message, paths);
    }

    /** A push of these commits, oldest first; {@code before} is a word, null when it creates the branch. */
    public Story push(String branch, @Nullable String before, String pushedAt, Commit... commits) {
        return push(update(branch, before, false, commits), false, null, pushedAt, commits);
    }

    /** The API shows a commit with its parents, without any push. */
    public Story shown(Commit commit, String... parents) {
        List<CommitSha> shas = Arrays.stream(parents).map(Story::sha).toList();
        facts.add(new RepositoryCommit(repository, commit, shas, commit.authorAt()));
        return this;
    }

    /** The API lists the commits of a change whose branch stands there. */
    public Story listed(long number, String head, String statedAt, Commit... commits) {
        facts.add(new ChangeCommits(
                repository,
                Long.toString(number),
                sha(head),
                Arrays.stream(commits)
                        .map(commit -> new ChangeCommits.Listed(commit.sha(), commit.authorAt()))
                        .toList(),
                null,
                new Statement(at(statedAt), "l" + facts.size())));
        return this;
    }

    /** The API shows what a tag names. */
    public Story shownTag(String tag, String word, String statedAt) {
        facts.add(new Tag(repository, tag, sha(word), new Statement(at(statedAt), "t" + facts.size())));
        return this;
    }

    /** A push that creates a branch at a commit that is known. */
    public Story branch(String branch, String head, String pushedAt) {
        return push(RefUpdate.created("refs/heads/" + branch, sha(head)), false, null, pushedAt);
    }

    /** A push of a tag. */
    public Story tag(String tag, String word, String pushedAt) {
        return push(RefUpdate.created("refs/tags/" + tag, sha(word)), false, null, pushedAt);
    }

    public Story forcePush(String branch, String before, String pushedAt, Commit... commits) {
        return push(update(branch, before, true, commits), false, null, pushedAt, commits);
    }

    /** A push of so many commits, of which it lists these, the newest. */
    public Story cutPush(String branch, @Nullable String before, String pushedAt, int total, Commit... commits) {
        return push(update(branch, before, false, commits), true, total, pushedAt, commits);
    }

    private static RefUpdate update(String branch, @Nullable String before, boolean isForced, Commit... commits) {
        String ref = "refs/heads/" + branch;
        CommitSha head = commits[commits.length - 1].sha();
        return before == null
                ? RefUpdate.created(ref, head)
                : new RefUpdate(ref, sha(before), head, head, false, isForced, null);
    }

    private Story push(
            RefUpdate update, boolean isTruncated, @Nullable Integer total, String pushedAt, Commit... commits) {
        facts.add(new Push(repository, update, Arrays.asList(commits), isTruncated, total, at(pushedAt), at(pushedAt)));
        return this;
    }

    /** A success in production. */
    public Story deploy(String id, String word, String succeededAt) {
        return deploy(id, word, "production", succeededAt);
    }

    public Story deploy(String id, String word, String environment, String succeededAt) {
        return status(id, word, environment, DeploymentStatus.State.SUCCESS, succeededAt);
    }

    /** A success in production by a job of a run: {@code 7/1} is the first attempt of run 7. */
    public Story deployByRun(String id, String word, String run, String succeededAt) {
        return deployByRun(id, word, "production", run, succeededAt);
    }

    public Story deployByRun(String id, String word, String environment, String run, String succeededAt) {
        return deploy(id, word, environment, succeededAt).byRun(id, run);
    }

    /** A deployment that a job of this id made, of which only its own events tell more. */
    public Story byJob(String id, String job) {
        facts.add(new DeploymentJob(key(id), job));
        return this;
    }

    /** A job of a pipeline. */
    public Story job(String job, String pipeline, String name) {
        facts.add(new PipelineJob(repository, job, pipeline, name));
        return this;
    }

    /** A pipeline that another one started. */
    public Story child(String pipeline, String parent) {
        facts.add(new ChildPipeline(repository, pipeline, parent));
        return this;
    }

    /** A success by a job of a pipeline. */
    public Story deployByJob(String id, String word, String environment, String at, String pipeline, String name) {
        return deploy(id, word, environment, at).byJob(id, "job-" + id).job("job-" + id, pipeline, name);
    }

    /** The source said with this deployment what its environment is for. */
    public Story forTier(String id, Tier tier) {
        facts.replaceAll(fact -> fact instanceof Deployment deployment
                        && deployment.key().externalId().equals(id)
                ? new Deployment(
                        deployment.key(),
                        deployment.revision(),
                        Environment.told(deployment.environment().name(), tier),
                        deployment.request(),
                        deployment.details(),
                        deployment.readFrom(),
                        deployment.statement())
                : fact);
        return this;
    }

    /** A deployment that a job of a run made. */
    public Story byRun(String id, String run) {
        facts.add(new DeploymentRun(key(id), run));
        return this;
    }

    public Story failToDeploy(String id, String word, String failedAt) {
        return status(id, word, "production", DeploymentStatus.State.FAILURE, failedAt);
    }

    /** A success in production that an event told. */
    public Story deployBy(ReadFrom readFrom, String id, String word, String succeededAt) {
        deploy(id, word, succeededAt);
        facts.replaceAll(fact -> fact instanceof Deployment deployment
                        && deployment.key().externalId().equals(id)
                ? new Deployment(
                        deployment.key(),
                        deployment.revision(),
                        deployment.environment(),
                        deployment.request(),
                        deployment.details(),
                        readFrom,
                        deployment.statement())
                : fact);
        return this;
    }

    /** A success in production of what a tag points to. */
    public Story deployTag(String id, String tag, String succeededAt) {
        return status(key(id), Revision.ofTag(tag), "production", DeploymentStatus.State.SUCCESS, succeededAt);
    }

    public Story status(String id, String word, String environment, DeploymentStatus.State state, String statedAt) {
        return status(key(id), Revision.of(sha(word), word), environment, state, statedAt);
    }

    /** A success of a deployment in another environment than the one that it was made for. */
    public Story promote(String id, String word, String environment, String succeededAt) {
        return status(
                new DeploymentKey(repository, id, environment),
                Revision.of(sha(word), word),
                environment,
                DeploymentStatus.State.SUCCESS,
                succeededAt);
    }

    private DeploymentKey key(String id) {
        return new DeploymentKey(repository, id);
    }

    private Story status(
            DeploymentKey key, Revision revision, String environment, DeploymentStatus.State state, String statedAt) {
        facts.add(new Deployment(
                key,
                revision,
                Environment.named(environment),
                new Deployment.Request(at(statedAt).minusSeconds(60), null),
                Deployment.Details.NONE,
                new Statement(at(statedAt).minusSeconds(60), "d" + facts.size())));
        facts.add(new DeploymentStatus(key, key.externalId() + "-" + state + "-" + statedAt, state, at(statedAt)));
        return this;
    }

    /** A change that was merged as {@code mergeCommit}. */
    public Story merged(long number, String branch, String head, String openedAt, String mergedAt, String mergeCommit) {
        return change(number, title(number), branch, head, openedAt, mergedAt, mergeCommit, List.of(), Claims.NONE);
    }

    /** What an event of a change tells of its branch: so many commits beside the history of a base. */
    public Story counted(String branch, String head, String base, int commits) {
        facts.add(new BranchBase(repository, "refs/heads/" + branch, sha(head), sha(base), commits));
        return this;
    }

    /** A change of so many commits that was merged into a branch. */
    public Story merged(
            long number,
            int commits,
            String branch,
            String into,
            String head,
            String openedAt,
            String mergedAt,
            String mergeCommit,
            String... labels) {
        return change(
                entry(number, title(number), List.of(labels)),
                new Branch(repository.externalId(), branch, sha(head), into),
                commits,
                openedAt,
                new Merge(at(mergedAt), sha(mergeCommit)),
                Claims.NONE);
    }

    public Story hotfix(long number, String branch, String head, String openedAt, String mergedAt, String mergeCommit) {
        return labelled("hotfix", number, branch, head, openedAt, mergedAt, mergeCommit);
    }

    /** A merged change with a label. */
    public Story labelled(
            String label,
            long number,
            String branch,
            String head,
            String openedAt,
            String mergedAt,
            String mergeCommit) {
        return change(
                number, title(number), branch, head, openedAt, mergedAt, mergeCommit, List.of(label), Claims.NONE);
    }

    /** A merged change that has the title of another. */
    public Story namesake(
            long number, long other, String branch, String head, String openedAt, String mergedAt, String mergeCommit) {
        return change(number, title(other), branch, head, openedAt, mergedAt, mergeCommit, List.of(), Claims.NONE);
    }

    /** A merged change that says it reverts one of a title, that of another. */
    public Story revertTitle(
            long number,
            long reverted,
            String branch,
            String head,
            String openedAt,
            String mergedAt,
            String mergeCommit) {
        return titled(number, title(number), title(reverted), branch, head, openedAt, mergedAt, mergeCommit);
    }

    /** A merged change with a title of its own, and the title that it says it reverts. */
    public Story titled(
            long number,
            String title,
            @Nullable String reverts,
            String branch,
            String head,
            String openedAt,
            String mergedAt,
            String mergeCommit) {
        Claims claims = new Claims(List.of(), List.of(), reverts, List.of(), List.of());
        return change(number, title, branch, head, openedAt, mergedAt, mergeCommit, List.of(), claims);
    }

    private static String title(long number) {
        return "Change " + number;
    }

    /** A merged change that says it reverts another, and beside that these commits. */
    public Story revertChange(
            long number,
            String branch,
            String head,
            String openedAt,
            String mergedAt,
            String mergeCommit,
            long reverted,
            String... commits) {
        List<String> shas =
                Arrays.stream(commits).map(word -> sha(word).value()).toList();
        Claims claims = new Claims(List.of("#" + reverted), shas, null, List.of(), List.of());
        return change(number, title(number), branch, head, openedAt, mergedAt, mergeCommit, List.of(), claims);
    }

    private Story change(
            long number,
            String title,
            String branch,
            String head,
            String openedAt,
            String mergedAt,
            String mergeCommit,
            List<String> labels,
            Claims claims) {
        return change(
                entry(number, title, labels),
                new Branch(repository.externalId(), branch, sha(head), "main"),
                null,
                openedAt,
                new Merge(at(mergedAt), sha(mergeCommit)),
                claims);
    }

    private Entry entry(long number, String title, List<String> labels) {
        return new Entry(repository, Long.toString(number), number, title, null, labels);
    }

    private Story change(
            Entry entry, Branch branch, @Nullable Integer commits, String openedAt, Merge merge, Claims claims) {
        facts.add(new Change(
                entry,
                new Change.Opening(at(openedAt), new Author(null, branch.ref().startsWith("dependabot/"))),
                branch,
                commits,
                Reviews.NONE,
                merge,
                claims,
                new Statement(merge.at(), "c" + facts.size())));
        return this;
    }

    /** The commit says that it closes these issues: {@code #5}, or {@code acme/shop#5}. */
    public static Commit closing(Commit commit, String... issues) {
        Commit.Message message = commit.message();
        return new Commit(
                commit.sha(),
                commit.authorAt(),
                commit.authorTime(),
                commit.author(),
                new Commit.Message(
                        message.title(), message.isMerge(), message.pickedFrom(), closing(message.claims(), issues)),
                commit.paths());
    }

    private static Claims closing(Claims claims, String... issues) {
        return new Claims(
                claims.revertsChanges(),
                claims.revertsCommits(),
                claims.revertsTitle(),
                List.of(issues),
                claims.fixesIncidents());
    }

    /** The change told last says that it closes these issues: {@code #5}, or {@code acme/shop#5}. */
    public Story closing(String... issues) {
        Change told = (Change) facts.removeLast();
        facts.add(new Change(
                told.entry(),
                told.opening(),
                told.branch(),
                told.commits(),
                told.reviews(),
                told.merge(),
                closing(told.claims(), issues),
                told.statement()));
        return this;
    }

    /** An incident; {@code resolvedAt} null while it is open; causes as its body declares them. */
    public Story incident(long number, String openedAt, @Nullable String resolvedAt, String... causes) {
        return incident(number, openedAt, resolvedAt, resolvedAt == null ? openedAt : resolvedAt, causes);
    }

    /** The incident told last is about these. */
    public Story about(String... about) {
        Incident told = (Incident) facts.removeLast();
        facts.add(new Incident(
                told.entry(),
                told.kind(),
                told.isDeleted(),
                List.of(about),
                told.openedAt(),
                told.resolvedAt(),
                told.causes(),
                told.statement()));
        return this;
    }

    /** The incident told last was told without when it began. */
    public Story withoutOpening() {
        Incident told = (Incident) facts.removeLast();
        facts.add(new Incident(
                told.entry(),
                told.kind(),
                told.isDeleted(),
                told.about(),
                null,
                told.resolvedAt(),
                told.causes(),
                told.statement()));
        return this;
    }

    /** A comment on an incident, as it stands since then. */
    public Story comment(long incident, String externalId, String statedAt, boolean isDeleted, String... causes) {
        facts.add(new IncidentComment(
                repository,
                "issue-" + incident,
                externalId,
                causes(causes),
                isDeleted,
                new Statement(at(statedAt), "n" + facts.size())));
        return this;
    }

    private static List<Cause> causes(String... words) {
        return Arrays.stream(words).map(Cause::new).toList();
    }

    /** An incident that was closed so that it was none. */
    public Story closedAs(long number, String openedAt, String resolvedAt, Incident.Kind kind, String... causes) {
        return incident(number, List.of("incident"), kind, openedAt, resolvedAt, resolvedAt, causes);
    }

    /** An open incident with these labels. */
    public Story labelled(long number, String openedAt, List<String> labels) {
        return incident(number, labels, Incident.Kind.INCIDENT, openedAt, null, openedAt);
    }

    /** The same with the time of the statement, for one that was edited or reopened. */
    public Story incident(long number, String openedAt, @Nullable String resolvedAt, String statedAt, String[] causes) {
        return incident(number, List.of("incident"), Incident.Kind.INCIDENT, openedAt, resolvedAt, statedAt, causes);
    }

    private Story incident(
            long number,
            List<String> labels,
            Incident.Kind kind,
            String openedAt,
            @Nullable String resolvedAt,
            String statedAt,
            String... causes) {
        facts.add(new Incident(
                new Entry(repository, "issue-" + number, number, "Incident " + number, null, labels),
                kind,
                false,
                at(openedAt),
                resolvedAt == null ? null : at(resolvedAt),
                Incident.Causes.declared(causes(causes)),
                new Statement(at(statedAt), "i" + facts.size())));
        return this;
    }
}
