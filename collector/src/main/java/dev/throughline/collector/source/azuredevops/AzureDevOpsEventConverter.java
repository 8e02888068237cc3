package dev.throughline.collector.source.azuredevops;

import dev.throughline.collector.mention.Mentions;
import dev.throughline.collector.mention.Place;
import dev.throughline.collector.payload.Field;
import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.collector.payload.UnreadablePayload;
import dev.throughline.collector.source.Normalization;
import dev.throughline.collector.source.Normalization.Facts;
import dev.throughline.collector.source.Normalization.Ignored;
import dev.throughline.engine.catalog.Catalog;
import dev.throughline.engine.fact.Author;
import dev.throughline.engine.fact.Branch;
import dev.throughline.engine.fact.Change;
import dev.throughline.engine.fact.Claims;
import dev.throughline.engine.fact.Commit;
import dev.throughline.engine.fact.Commit.AuthorTime;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.Entry;
import dev.throughline.engine.fact.Fact;
import dev.throughline.engine.fact.Merge;
import dev.throughline.engine.fact.Push;
import dev.throughline.engine.fact.RefUpdate;
import dev.throughline.engine.fact.Reviews;
import dev.throughline.engine.fact.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the events of Azure DevOps into facts; the only place that does. */
final class AzureDevOpsEventConverter {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";
    private static final String BRANCHES = "refs/heads/";

    /** The company in the samples that “Test” sends; if they have no number of their own, nothing else identifies them. */
    private static final Pattern SAMPLE = Pattern.compile("(?i)//(?:dev\\.azure\\.com/)?fabrikam");

    /** If not all commits are listed, only the text says how many there are. */
    private static final Pattern PUSHED = Pattern.compile(" pushed (\\d{1,9}) commits? to ");

    private static final int APPROVED = 5;

    private final PayloadJson json = PayloadJson.camelCase();
    private final WorkItems workItems;
    private final AzureDevOpsDeployments deployments;

    AzureDevOpsEventConverter(AzureDevOpsProperties properties, Catalog catalog) {
        this.workItems = new WorkItems(json, properties);
        this.deployments = new AzureDevOpsDeployments(properties, catalog);
    }

    /**
     * @param delivery key of the delivery
     * @throws UnreadablePayload when the body does not have the documented shape
     */
    Normalization convert(String body, String delivery, Instant receivedAt) {
        Payload.Event event = json.read(body, Payload.Event.class);
        String type = Field.of(event.eventType(), "eventType");
        if (isTest(event, body)) {
            return new Ignored("a test of the subscription reports nothing that happened");
        }
        Origin origin = new Origin(
                Objects.requireNonNullElse(event.id(), delivery),
                Objects.requireNonNullElse(event.createdDate(), receivedAt),
                receivedAt);
        return switch (type) {
            case "git.push" -> push(event, json.read(body, Payload.Push.class), origin);
            case "git.pullrequest.created", "git.pullrequest.updated", "git.pullrequest.merged" ->
                pullRequest(json.read(body, Payload.PullRequest.class), origin);
            case "git.repo.created", "git.repo.renamed", "git.repo.forked" ->
                named(json.read(body, Payload.Named.class), origin);
            case "workitem.created",
                    "workitem.updated",
                    "workitem.deleted",
                    "workitem.restored",
                    "workitem.commented" -> workItems.read(type, event, body, origin);
            case "build.complete" -> deployments.built(json.read(body, Payload.Build.class), origin);
            case "ms.vss-release.deployment-completed-event",
                    "ms.vss-pipelines.run-state-changed-event",
                    "ms.vss-pipelines.stage-state-changed-event",
                    "ms.vss-pipelines.job-state-changed-event" ->
                new Ignored(
                        "the event names no commit: let the pipeline post to /api/v1/deployments, as docs/sources.md shows, or subscribe to “Build completed”");
            default -> new Ignored("nothing is measured from the event '" + type + "'");
        };
    }

    private static boolean isTest(Payload.Event event, String body) {
        return NOBODY.equals(event.id())
                || NOBODY.equals(event.subscriptionId())
                || event.notificationId() == null && SAMPLE.matcher(body).find();
    }

    /** “Resource details to send” is something else than “All”. */
    static Ignored withheld() {
        return new Ignored("the subscription withholds the resource: have it send all resource details");
    }

    private static Normalization named(Payload.Named payload, Origin origin) {
        return payload.resource() == null || payload.resource().repository() == null
                ? withheld()
                : new Facts(List.of(Repositories.name(payload.resource().repository(), origin)));
    }

    private static Normalization push(Payload.Event event, Payload.Push payload, Origin origin) {
        Payload.PushResource resource = payload.resource();
        if (resource == null || resource.repository() == null || resource.refUpdates() == null) {
            return withheld();
        }
        Payload.Repository repository = resource.repository();
        List<Commit> commits =
                commits(Objects.requireNonNullElse(resource.commits(), List.of()), Repositories.place(repository));
        Integer total = total(event, commits.size());
        long branches = resource.refUpdates().stream()
                .filter(Objects::nonNull)
                .filter(update -> update.newObjectId() != null)
                .filter(update -> update.name() != null && update.name().startsWith(BRANCHES))
                .count();
        List<Fact> facts = new ArrayList<>(List.of(Repositories.name(repository, origin)));
        for (int i = 0; i < resource.refUpdates().size(); i++) {
            String path = "resource.refUpdates[" + i + "]";
            Payload.RefUpdate update = Field.of(resource.refUpdates().get(i), path);
            String ref = Field.of(update.name(), path + ".name");
            CommitSha after = update.newObjectId();
            if (after != null) {
                boolean isBranch = ref.startsWith(BRANCHES);
                Listed listed = !isBranch
                        ? new Listed(List.of(), false, null)
                        : branches == 1
                                ? new Listed(
                                        oldestFirst(commits, after), total != null && total > commits.size(), total)
                                : shared(commits, after);
                facts.add(new Push(
                        Repositories.id(repository),
                        new RefUpdate(
                                ref,
                                update.oldObjectId(),
                                after,
                                // an annotated tag has its own object, and nothing distinguishes the two kinds
                                isBranch ? after : null,
                                update.oldObjectId() == null,
                                false,
                                null),
                        listed.commits,
                        listed.isTruncated,
                        listed.total,
                        resource.date(),
                        origin.receivedAt()));
            }
        }
        return new Facts(facts);
    }

    private record Listed(
            List<Commit> commits,
            boolean isTruncated,
            @Nullable Integer total) {}

    /** Several branches share one list, and nothing says which commit belongs to which. */
    private static Listed shared(List<Commit> commits, CommitSha head) {
        return new Listed(
                commits.stream().filter(commit -> commit.sha().equals(head)).toList(), !commits.isEmpty(), null);
    }

    private static @Nullable Integer total(Payload.Event event, int listed) {
        String text =
                event.detailedMessage() == null ? null : event.detailedMessage().text();
        Matcher pushed = PUSHED.matcher(Objects.requireNonNullElse(text, ""));
        return pushed.find() ? Math.max(listed, Integer.parseInt(pushed.group(1))) : null;
    }

    /** They are listed newest first. */
    private static List<Commit> oldestFirst(List<Commit> listed, CommitSha head) {
        return !listed.isEmpty() && listed.getFirst().sha().equals(head) ? listed.reversed() : listed;
    }

    private static List<Commit> commits(List<Payload.@Nullable PushedCommit> listed, Place place) {
        List<Commit> commits = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            String path = "resource.commits[" + i + "]";
            Payload.PushedCommit commit = Field.of(listed.get(i), path);
            Payload.Author told = Field.of(commit.author(), path + ".author");
            Author author = Authors.of(told);
            Commit.Message message = Mentions.message(place, author, Objects.requireNonNullElse(commit.comment(), ""));
            commits.add(new Commit(
                    Field.of(commit.commitId(), path + ".commitId"),
                    Field.of(told.date(), path + ".author.date"),
                    AuthorTime.AUTHOR_DATE,
                    author,
                    new Commit.Message(
                            message.title(),
                            message.isMerge(),
                            message.pickedFrom(),
                            WorkItems.closing(message.claims(), place)),
                    null));
        }
        return commits;
    }

    /** The payload has its current state; the event says when it changed. */
    private static Normalization pullRequest(Payload.PullRequest payload, Origin origin) {
        Payload.PullRequestState state = payload.resource();
        if (state == null || state.repository() == null) {
            return withheld();
        }
        if (state.lastMergeSourceCommit() == null) {
            return new Ignored(
                    "a pull request whose merge has not been tried yet does not say where its branch points");
        }
        Payload.Repository repository = state.repository();
        Place place = Repositories.place(repository);
        long number = Field.of(state.pullRequestId(), "resource.pullRequestId");
        String title = Objects.requireNonNullElse(state.title(), "");
        String source = branch(Objects.requireNonNullElse(state.sourceRefName(), ""));
        Author author = Authors.of(state.createdBy());
        Claims claims =
                Mentions.claims(place, author, title, Objects.requireNonNullElse(state.description(), ""), source);
        return new Facts(List.of(
                Repositories.name(repository, origin),
                new Change(
                        new Entry(
                                Repositories.id(repository),
                                Long.toString(number),
                                number,
                                title,
                                Repositories.change(repository, number),
                                Entry.labels(state.labels(), Payload.Label::name)),
                        new Change.Opening(Field.of(state.creationDate(), "resource.creationDate"), author),
                        new Branch(
                                state.forkSource() == null
                                        ? repository.id()
                                        : state.forkSource().repository() == null
                                                ? null
                                                : state.forkSource()
                                                        .repository()
                                                        .id(),
                                source,
                                Field.of(
                                        state.lastMergeSourceCommit().commitId(),
                                        "resource.lastMergeSourceCommit.commitId"),
                                branch(Field.of(state.targetRefName(), "resource.targetRefName"))),
                        null,
                        reviews(state, origin),
                        merge(state, origin),
                        WorkItems.closing(claims, place),
                        new Statement(origin.at(), origin.key()))));
    }

    private static String branch(String ref) {
        return ref.startsWith(BRANCHES) ? ref.substring(BRANCHES.length()) : ref;
    }

    /** Until it is completed, its merge is only a test, whatever the name of the event. */
    private static @Nullable Merge merge(Payload.PullRequestState state, Origin origin) {
        return "completed".equalsIgnoreCase(state.status())
                ? new Merge(
                        Objects.requireNonNullElse(state.closedDate(), origin.at()),
                        state.lastMergeCommit() == null
                                ? null
                                : state.lastMergeCommit().commitId())
                : null;
    }

    /** Votes come without a time: they were given by the time of the event. */
    private static Reviews reviews(Payload.PullRequestState state, Origin origin) {
        String author = state.createdBy() == null ? null : state.createdBy().id();
        List<Integer> votes = Objects.requireNonNullElse(state.reviewers(), List.<Payload.Reviewer>of()).stream()
                .filter(Objects::nonNull)
                .filter(reviewer -> reviewer.id() == null || !reviewer.id().equals(author))
                .map(Payload.Reviewer::vote)
                .filter(Objects::nonNull)
                .filter(vote -> vote != 0)
                .toList();
        return new Reviews(
                votes.isEmpty() ? null : origin.at(),
                votes.stream().anyMatch(vote -> vote >= APPROVED) ? origin.at() : null);
    }
}
