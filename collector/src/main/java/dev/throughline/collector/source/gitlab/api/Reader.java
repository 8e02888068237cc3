package dev.throughline.collector.source.gitlab.api;

import static dev.throughline.collector.backfill.AnswerFields.text;
import static dev.throughline.collector.backfill.AnswerFields.time;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.CommitsOfHead;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.backfill.Items;
import dev.throughline.collector.backfill.ListedItems;
import dev.throughline.collector.backfill.ListedItems.Listed;
import dev.throughline.collector.backfill.ListedItems.Naming;
import dev.throughline.collector.backfill.ListedItems.Telling;
import dev.throughline.collector.backfill.Memory;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the chapters of one project, and makes deliveries of what it reads. Lists are sorted by their last change, newest first. Anything
 * that changes while they are read moves to the front: other entries may come twice, and what moved is read at the end.
 */
final class Reader {

    private static final Map<String, String> BY_CHANGE = Map.of("order_by", "updated_at", "sort", "desc");
    private static final Set<String> OVER = Set.of("success", "failed", "canceled");
    private static final int MOST_COMMITS = 5_000;

    private final Conversation conversation;
    private final JsonNode project;
    private final ForgeRepository identity;
    private final Wanted wanted;
    private final Memory memory;
    private final Clock clock;
    private final String root;
    private @Nullable Map<String, String> tiers;

    /** @param project as GitLab returned it */
    Reader(
            Conversation conversation,
            JsonNode project,
            ForgeRepository identity,
            Wanted wanted,
            Memory memory,
            Clock clock) {
        this.conversation = conversation;
        this.project = project;
        this.identity = identity;
        this.wanted = wanted;
        this.memory = memory;
        this.clock = clock;
        this.root = "projects/" + identity.externalId() + "/";
    }

    Items read(Chapter chapter) throws ApiFailed {
        return switch (chapter) {
            case REPOSITORY -> repository();
            case DEPLOYMENTS -> deployments();
            case RELEASES -> new Releases(conversation, identity.name(), this::release);
            case RUNS -> runs();
            case TAGS -> tags();
            case COMMITS -> commits();
            case CHANGES -> mergeRequests();
            case INCIDENTS -> issues();
        };
    }

    private Items repository() {
        boolean[] isOver = {false};
        return () -> {
            if (isOver[0]) {
                return null;
            }
            isOver[0] = true;
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("project", Raw.wholeProject(project));
            return new Item(
                    identity.externalId(),
                    Item.version(Raw.bytes(body)),
                    clock.instant(),
                    0,
                    told("repository", "0", body));
        };
    }

    private Items each(Listing listing, Naming<JsonNode> naming, Telling<JsonNode> telling) {
        return new ListedItems<>(listing::nextPage, memory, naming, telling);
    }

    /** Empty for something that was deleted since its list was read; if it still exists, something else is missing. */
    private @Nullable Told unlessGone(String path, Telling<JsonNode> telling, JsonNode object) throws ApiFailed {
        try {
            return telling.tell(object);
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND && isGone(path)) {
                return null;
            }
            throw failed;
        }
    }

    private boolean isGone(String path) throws ApiFailed {
        try {
            conversation.object(path);
            return false;
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND) {
                return true;
            }
            throw failed;
        }
    }

    private Items byChange(String path, Naming<JsonNode> naming, Telling<JsonNode> telling, String... more) {
        Map<String, String> parameters = new HashMap<>(BY_CHANGE);
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], more[i + 1]);
        }
        return each(Listing.of(conversation, root + path, parameters), naming, telling);
    }

    private static Naming<JsonNode> changed(String id) {
        return object -> new Listed(
                text(object, id),
                text(object, "updated_at"),
                time(object, "updated_at").orElse(Instant.EPOCH));
    }

    /** A deployment shows only its newest status. */
    private Items deployments() {
        Naming<JsonNode> naming = deployment -> new Listed(
                text(deployment, "id"),
                text(deployment, "updated_at") + "/" + text(deployment, "status"),
                time(deployment, "updated_at").orElse(Instant.EPOCH));
        return byChange("deployments", naming, deployment -> {
            ObjectNode body = body();
            body.set("deployment", Raw.deployment(deployment, tiers()));
            return told("deployment", text(deployment, "id"), body);
        });
    }

    /** Tiers of the environments, by name: older versions of GitLab have none. */
    private Map<String, String> tiers() throws ApiFailed {
        if (tiers == null) {
            Map<String, String> read = new HashMap<>();
            for (JsonNode one :
                    Listing.of(conversation, root + "environments", Map.of()).all()) {
                if (one.path("tier").isString()) {
                    read.put(text(one, "name"), text(one, "tier"));
                }
            }
            tiers = read;
        }
        return tiers;
    }

    private Items mergeRequests() {
        return byChange(
                "merge_requests",
                changed("iid"),
                state -> unlessGone(root + "merge_requests/" + text(state, "iid"), this::mergeRequest, state),
                "state",
                "all",
                "scope",
                "all");
    }

    private Told mergeRequest(JsonNode state) throws ApiFailed {
        String number = text(state, "iid");
        String path = root + "merge_requests/" + number + "/";
        ObjectNode body = body();
        body.set("merge_request", Raw.mergeRequest(state));
        Listing listing = Listing.of(conversation, path + "commits", Map.of());
        ArrayNode commits = body.putArray("commits");
        for (JsonNode commit = listing.next();
                commit != null && commits.size() <= MOST_COMMITS;
                commit = listing.next()) {
            commits.add(Raw.commit(commit));
        }
        if (commits.size() > MOST_COMMITS) {
            body.remove("commits");
        }
        body.set("notes", Raw.reviews(notes(path)));
        return told("merge_request", number, body);
    }

    private Items issues() {
        return byChange(
                "issues",
                changed("iid"),
                issue -> unlessGone(root + "issues/" + text(issue, "iid"), this::issue, issue),
                "state",
                "all",
                "scope",
                "all");
    }

    private Told issue(JsonNode issue) throws ApiFailed {
        String number = text(issue, "iid");
        ObjectNode body = body();
        body.set("issue", Raw.issue(issue));
        boolean mayBeIncident = !issue.path("labels").isEmpty()
                || !issue.path("issue_type").asString("issue").equals("issue");
        boolean hasNotes = issue.path("user_notes_count").asInt(1) > 0
                || text(issue, "state").equals("closed");
        if (mayBeIncident && hasNotes) {
            body.set("notes", Raw.comments(notes(root + "issues/" + number + "/")));
        }
        return told("issue", number, body);
    }

    private List<JsonNode> notes(String path) throws ApiFailed {
        return Listing.of(conversation, path + "notes", Map.of("order_by", "created_at", "sort", "asc"))
                .all();
    }

    private Item release(JsonNode release, Instant at) {
        ObjectNode body = body();
        release.properties().forEach(field -> body.set(field.getKey(), field.getValue()));
        String id = text(release, "id");
        return Item.of(memory, id, at, 1, told("release", id, body));
    }

    /** Pipelines and jobs, whichever may be deployments, in one order of time. */
    private Items runs() throws ApiFailed {
        Items none = () -> null;
        return new Newest(wanted.pipelines() ? pipelines() : none, wanted.jobs() ? jobs() : none);
    }

    private Items pipelines() {
        return byChange(
                "pipelines",
                pipeline -> new Listed(
                        "pipeline-" + text(pipeline, "id"),
                        text(pipeline, "updated_at") + "/" + text(pipeline, "status"),
                        time(pipeline, "updated_at").orElse(Instant.EPOCH)),
                pipeline -> OVER.contains(text(pipeline, "status"))
                        ? unlessGone(root + "pipelines/" + text(pipeline, "id"), this::pipeline, pipeline)
                        : null);
    }

    /** The list does not say when it finished. */
    private Told pipeline(JsonNode listed) throws ApiFailed {
        String id = text(listed, "id");
        ObjectNode body = body();
        body.set("pipeline", Raw.pipeline(conversation.object(root + "pipelines/" + id)));
        return told("pipeline", id, body);
    }

    private Items jobs() {
        Listing listing = Listing.byKeyset(conversation, root + "jobs", Map.of("order_by", "id", "sort", "desc"));
        return each(
                listing,
                job -> new Listed(
                        "job-" + text(job, "id"),
                        text(job, "status") + "/" + text(job, "finished_at"),
                        time(job, "created_at").orElse(Instant.EPOCH)),
                job -> {
                    if (!OVER.contains(text(job, "status"))) {
                        return null;
                    }
                    ObjectNode body = body();
                    body.set("job", Raw.job(job));
                    return told("job", text(job, "id"), body);
                });
    }

    private Items tags() {
        Listing listing =
                Listing.byKeyset(conversation, root + "repository/tags", Map.of("order_by", "name", "sort", "asc"));
        int[] page = {0};
        return () -> {
            List<JsonNode> tags = listing.nextPage();
            if (tags.isEmpty()) {
                return null;
            }
            ObjectNode body = body();
            ArrayNode list = body.putArray("tags");
            tags.forEach(tag -> list.add(Raw.tag(tag)));
            String object = "page-" + ++page[0];
            return Item.of(memory, object, clock.instant(), tags.size(), told("tags", object, body));
        };
    }

    /** Of the default branch, from where an interrupted reading began, or from its head, without what was read to its end before. */
    private Items commits() throws ApiFailed {
        Optional<String> start = memory.start();
        if (start.isEmpty()) {
            String branch = text(project, "default_branch");
            start = branch.isEmpty() ? Optional.empty() : found(branch);
            start.ifPresent(memory::startsAt);
        }
        if (start.isEmpty()) {
            return () -> null;
        }
        Optional<String> end = memory.end();
        if (start.equals(end)) {
            return () -> null;
        }
        // sorted by date, older commits that were merged since come after it: only a range finds them
        String from = end.isPresent() && found(end.get()).isPresent() ? end.get() + ".." : "";
        return commits(from + start.get(), page -> page);
    }

    /** The unknown commits of a branch that is nothing else's. */
    Items commitsOfHead(String sha) {
        CommitsOfHead<JsonNode> head = new CommitsOfHead<>(
                memory,
                one -> text(one, "id"),
                one -> one.path("parent_ids")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
        Items items = commits(sha, head::news);
        return () -> head.isOver() ? null : items.next();
    }

    /** The unknown part of a page. */
    private interface News {
        List<JsonNode> of(List<JsonNode> page);
    }

    private Items commits(String range, News news) {
        Listing listing = Listing.of(conversation, root + "repository/commits", Map.of("ref_name", range));
        return () -> {
            List<JsonNode> page = news.of(listing.nextPage());
            if (page.isEmpty()) {
                return null;
            }
            ObjectNode body = body();
            ArrayNode list = body.putArray("commits");
            page.forEach(commit -> list.add(Raw.commit(commit)));
            String first = text(page.getFirst(), "id");
            // one old commit among newer ones, or one with a wrong clock, does not end the wanted range
            Instant newest = page.stream()
                    .flatMap(commit -> time(commit, "committed_date").stream())
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            Instant at = range.contains("..") ? clock.instant() : newest;
            return Item.of(memory, first, at, page.size(), told("commits", first, body));
        };
    }

    /** The commit of a branch or a hash; empty when there is none, as in a repository without commits. */
    private Optional<String> found(String ref) throws ApiFailed {
        try {
            JsonNode commit = conversation.object(root + "repository/commits/" + Conversation.encode(ref));
            return Optional.of(text(commit, "id")).filter(sha -> !sha.isEmpty());
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("project", Raw.project(project));
        return body;
    }

    private Told told(String kind, String object, ObjectNode body) {
        return Told.of(identity, kind, object, Raw.bytes(body));
    }
}
