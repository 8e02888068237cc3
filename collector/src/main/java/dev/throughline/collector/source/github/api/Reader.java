package dev.throughline.collector.source.github.api;

import static dev.throughline.collector.backfill.AnswerFields.text;
import static dev.throughline.collector.backfill.AnswerFields.time;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Items;
import dev.throughline.collector.backfill.ListedItems;
import dev.throughline.collector.backfill.ListedItems.Listed;
import dev.throughline.collector.backfill.ListedItems.Naming;
import dev.throughline.collector.backfill.ListedItems.Telling;
import dev.throughline.collector.backfill.Memory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.kohsuke.github.GHRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the chapters of one repository, and makes deliveries of what it reads. */
final class Reader {

    /** For this long, statuses may follow without the deployment appearing changed. */
    private static final Duration OPEN_DEPLOYMENT = Duration.ofDays(3);

    /** GitHub lists no more commits per pull request than this. */
    private static final int MOST_COMMITS = 250;

    private static final String LATEST_FIRST = "?state=all&sort=updated&direction=desc";

    private final GHRepository repository;
    private final RepositoryApi api;
    private final Memory memory;
    private final Clock clock;
    private final RunAttempts attempts;
    private final CommitsReader commits;

    Reader(GHRepository repository, RepositoryApi api, Memory memory, Clock clock) {
        this.repository = repository;
        this.api = api;
        this.memory = memory;
        this.clock = clock;
        this.attempts = new RunAttempts(api);
        this.commits = new CommitsReader(api, memory, clock);
    }

    Items read(Chapter chapter) throws ApiFailed {
        return switch (chapter) {
            case REPOSITORY -> repository();
            case DEPLOYMENTS -> deployments();
            case RELEASES -> releases();
            case RUNS -> runs();
            case TAGS -> tags();
            case COMMITS -> commits.ofBranch(this::head);
            case CHANGES -> pullRequests();
            case INCIDENTS -> issues();
        };
    }

    /** The history of a commit that nothing else leads to. */
    Items commitsOfHead(String sha) {
        return commits.ofHead(sha);
    }

    private Items repository() {
        ObjectNode body = api.body();
        Iterator<Item> alone = List.of(new Item(
                        api.identity().externalId(),
                        Item.version(Raw.bytes(body)),
                        clock.instant(),
                        0,
                        api.told("repository", "0", body)))
                .iterator();
        return () -> alone.hasNext() ? alone.next() : null;
    }

    /** From a list that says how many there are. */
    private Items counted(String list, Naming<JsonNode> naming, Telling<JsonNode> telling) {
        Pages pages = api.pages(list);
        return new ListedItems<>(pages::next, pages::total, memory, naming, telling);
    }

    /** From a list that may contain others. */
    private Items listed(String list, Naming<JsonNode> naming, Telling<JsonNode> telling) {
        return new ListedItems<>(api.pages(list)::next, memory, naming, telling);
    }

    private Items deployments() {
        return counted("/deployments", this::deployment, deployment -> {
            String id = text(deployment, "id");
            ArrayNode statuses = api.all("/deployments/" + id + "/statuses");
            ObjectNode body = api.body();
            body.set("deployment", deployment);
            body.set("statuses", statuses);
            attempts.madeBy(statuses, createdAt(deployment)).ifPresent(run -> body.set("workflow_run", run));
            return api.told("deployment", id, body);
        });
    }

    private Listed deployment(JsonNode deployment) throws ApiFailed {
        Instant createdAt = createdAt(deployment);
        boolean isOpen = createdAt.isAfter(clock.instant().minus(OPEN_DEPLOYMENT));
        return new Listed(number(deployment, "id"), text(deployment, "updated_at"), createdAt, isOpen);
    }

    private Items pullRequests() {
        return counted("/pulls" + LATEST_FIRST, Reader::changed, state -> {
            String number = text(state, "number");
            ArrayNode listed = api.all("/pulls/" + number + "/commits");
            ObjectNode change = (ObjectNode) state;
            ObjectNode body = api.body();
            if (listed.size() < MOST_COMMITS) {
                change.put("commits", listed.size());
                body.set("commits", listed);
            }
            body.set("pull_request", change);
            body.set("reviews", api.all("/pulls/" + number + "/reviews"));
            return api.told("pull_request", number, body);
        });
    }

    private Items issues() {
        return listed(
                "/issues" + LATEST_FIRST, issue -> issue.hasNonNull("pull_request") ? null : changed(issue), issue -> {
                    String number = text(issue, "number");
                    ObjectNode body = api.body();
                    body.set("issue", issue);
                    boolean mayBeIncident = !issue.path("labels").isEmpty() || issue.hasNonNull("type");
                    if (mayBeIncident && issue.path("comments").asInt(0) > 0) {
                        body.set("comments", api.all("/issues/" + number + "/comments"));
                    }
                    return api.told("issue", number, body);
                });
    }

    private static Listed changed(JsonNode object) throws ApiFailed {
        return new Listed(
                number(object, "number"),
                text(object, "updated_at"),
                time(object, "updated_at").orElse(Instant.EPOCH));
    }

    private Items releases() {
        return listed("/releases", Reader::release, release -> {
            ObjectNode body = api.body();
            body.set("release", release);
            return api.told("release", text(release, "id"), body);
        });
    }

    private static Listed release(JsonNode release) {
        Instant at = time(release, "published_at")
                .or(() -> time(release, "created_at"))
                .orElse(Instant.EPOCH);
        return new Listed(text(release, "id"), Item.version(Raw.JSON.writeValueAsBytes(release)), at);
    }

    private Items runs() {
        return listed("/actions/runs", Reader::run, run -> {
            String id = text(run, "id");
            ObjectNode body = api.body();
            body.set("workflow_run", run);
            body.set("attempts", attempts.earlier(id, run));
            return api.told("workflow_run", id, body);
        });
    }

    private static Listed run(JsonNode run) {
        return new Listed(text(run, "id"), text(run, "updated_at") + "/" + text(run, "run_attempt"), createdAt(run));
    }

    private Items tags() {
        Pages pages = api.pages("/tags");
        int[] page = {0};
        return () -> {
            List<JsonNode> tags = pages.next();
            if (tags.isEmpty()) {
                return null;
            }
            ObjectNode body = api.body();
            ArrayNode list = body.putArray("tags");
            tags.forEach(tag -> {
                ObjectNode one = list.addObject();
                one.set("name", tag.path("name"));
                one.putObject("commit").set("sha", tag.path("commit").path("sha"));
            });
            String object = "page-" + ++page[0];
            return Item.of(memory, object, clock.instant(), tags.size(), api.told("tags", object, body));
        };
    }

    /** From the default branch; empty for a repository without commits. */
    private Optional<String> head() throws ApiFailed {
        String branch = text(api.shown(), "default_branch");
        if (branch.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(repository.getBranch(branch).getSHA1());
        } catch (IOException | RuntimeException e) {
            ApiFailed failed = Transport.failure(e);
            if (failed.reason() == Reason.NOT_FOUND || failed.reason() == Reason.REFUSED) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static Instant createdAt(JsonNode object) {
        return time(object, "created_at").orElse(Instant.EPOCH);
    }

    /** Used to request more. */
    private static String number(JsonNode object, String field) throws ApiFailed {
        if (!object.path(field).isIntegralNumber()) {
            throw new ApiFailed(Reason.NOT_AN_API, "an object has no number, as GitHub's API documents it");
        }
        return object.path(field).asString();
    }
}
