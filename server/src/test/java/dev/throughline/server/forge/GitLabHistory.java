package dev.throughline.server.forge;

import static dev.throughline.server.forge.HistoryFiles.textOrNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What GitLab's API would tell today of a project whose webhooks are known. */
public final class GitLabHistory {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final ForgeRepository repository;
    private final Map<Integer, Pull> pulls = new TreeMap<>();
    private final Map<Integer, Issue> issues = new TreeMap<>();
    private final Map<Long, Deployment> deployments = new TreeMap<>();

    private GitLabHistory(ForgeRepository repository) {
        this.repository = repository;
    }

    /** @param name of the files in the folder of histories, {@code gitlab-zipkin} for example */
    public static ForgeRepository read(String name) {
        List<JsonNode> deliveries = new ArrayList<>();
        HistoryFiles.eachLine(name + ".deliveries.jsonl.gz", deliveries::add);
        JsonNode project = deliveries.getFirst().path("payload").path("project");
        ForgeRepository repository = new ForgeRepository(
                project.path("id").asLong(),
                new ForgeRepository.About(
                        project.path("path_with_namespace").asString(),
                        project.path("default_branch").asString(),
                        true,
                        false,
                        false,
                        List.of(),
                        HistoryFiles.at(deliveries.getFirst().path("at")),
                        HistoryFiles.at(deliveries.getLast().path("at"))));
        HistoryFiles.graph(name + ".commits.jsonl.gz", repository);
        GitLabHistory history = new GitLabHistory(repository);
        deliveries.forEach(history::delivery);
        history.pulls.values().forEach(repository::put);
        history.issues.values().forEach(repository::put);
        history.deployments.values().forEach(repository::put);
        return repository;
    }

    private void delivery(JsonNode delivery) {
        JsonNode payload = delivery.path("payload");
        switch (payload.path("object_kind").asString()) {
            case "push" -> push(payload, HEADS);
            case "tag_push" -> push(payload, TAGS);
            case "merge_request" -> pull(payload, delivery.path("api"));
            case "issue", "work_item" -> issue(payload);
            case "note" -> note(payload);
            case "deployment" -> deployment(payload);
            case "release" -> release(payload);
            case "pipeline" -> pipeline(payload.path("object_attributes"));
            default -> throw new IllegalStateException("unknown kind of " + delivery.path("event"));
        }
    }

    private void push(JsonNode push, String prefix) {
        String name = push.path("ref").asString().substring(prefix.length());
        push.path("commits").forEach(commit -> HistoryFiles.describe(repository, commit));
        if (prefix.equals(TAGS)) {
            String after = push.path("after").asString();
            repository.put(Tag.pushed(name, after, push.path("checkout_sha").asString(after)));
        } else {
            repository.branch(name, push.path("after").asString());
        }
    }

    private void pull(JsonNode payload, JsonNode api) {
        JsonNode json = payload.path("object_attributes");
        int number = json.path("iid").asInt();
        Pull known = pulls.get(number);
        Instant updatedAt = at(json.path("updated_at"));
        boolean isMerged = json.path("state").asString().equals("merged");
        boolean isOpen = json.path("state").asString().equals("opened");
        if (known != null && (known.updatedAt().isAfter(updatedAt) || known.isMerged())) {
            return;
        }
        String base = textOrNull(api.path("base"));
        pulls.put(
                number,
                new Pull(
                        json.path("id").asLong(),
                        number,
                        json.path("title").asString(),
                        json.path("description").asString(""),
                        person(json.path("author_id")),
                        json.path("draft").asBoolean(),
                        labels(json),
                        at(json.path("created_at")),
                        updatedAt,
                        isOpen ? null : updatedAt,
                        isMerged ? updatedAt : null,
                        textOrNull(json.path("merge_commit_sha")),
                        textOrNull(api.path("squash")),
                        new Pull.Head(
                                json.path("source_branch").asString(),
                                json.path("last_commit").path("id").asString(),
                                json.path("source_project_id").asLong(),
                                json.path("source").path("path_with_namespace").asString()),
                        json.path("target_branch").asString(),
                        base != null ? base : known == null ? "" : known.baseSha(),
                        List.of(),
                        List.of()));
    }

    private void issue(JsonNode payload) {
        JsonNode json = payload.path("object_attributes");
        int number = json.path("iid").asInt();
        Issue known = issues.get(number);
        issues.put(
                number,
                new Issue(
                        json.path("id").asLong(),
                        number,
                        json.path("title").asString(),
                        json.path("description").asString(""),
                        person(json.path("author_id")),
                        labels(payload),
                        at(json.path("created_at")),
                        at(json.path("updated_at")),
                        json.path("closed_at").isString() ? at(json.path("closed_at")) : null,
                        known == null ? List.of() : known.comments(),
                        json.path("confidential").asBoolean(),
                        json.path("type").asString().equals("Incident"),
                        json.path("severity").asString("unknown")));
    }

    private void note(JsonNode payload) {
        JsonNode json = payload.path("object_attributes");
        issues.computeIfPresent(
                payload.path("issue").path("iid").asInt(),
                (number, known) -> Changed.comment(
                        known,
                        new Comment(
                                json.path("id").asLong(),
                                person(json.path("author_id")),
                                json.path("note").asString(),
                                at(json.path("created_at")),
                                json.path("internal").asBoolean())));
    }

    private void deployment(JsonNode json) {
        long id = json.path("deployment_id").asLong();
        String url = json.path("commit_url").asString();
        String environment = json.path("environment").asString();
        Instant at = at(json.path("status_changed_at"));
        Deployment known = deployments.computeIfAbsent(
                id,
                key -> new Deployment(
                        id,
                        deployments.size() + 1,
                        url.substring(url.lastIndexOf('/') + 1),
                        json.path("ref").asString(),
                        "deploy",
                        environment,
                        json.path("environment_tier").asString(environment), // older GitLabs do not send it
                        Person.named("bot"),
                        at,
                        json.path("deployable_id").asLong(),
                        List.of()));
        List<Deployment.Status> statuses = new ArrayList<>(known.statuses());
        String state = json.path("status").asString();
        if (!state.equals("approved")) { // no state of a deployment: it stays blocked until it runs
            statuses.add(new Deployment.Status(statuses.size() + 1, state, environment, at));
        }
        deployments.put(id, Changed.statuses(known, statuses));
    }

    private void release(JsonNode json) {
        repository.put(new Release(
                json.path("id").asLong(),
                json.path("tag").asString(),
                json.path("name").asString(),
                json.path("description").asString(""),
                json.path("commit").path("id").asString(),
                at(json.path("created_at")),
                at(json.path("released_at")),
                false,
                false,
                Person.named("bot")));
    }

    private void pipeline(JsonNode json) {
        boolean isFinished = json.path("finished_at").isString();
        Instant createdAt = at(json.path("created_at"));
        repository.put(new Run(
                json.path("id").asLong(),
                json.path("iid").asInt(),
                json.path("name").asString(""),
                "push",
                json.path("ref").asString(),
                json.path("sha").asString(),
                Person.named("bot"),
                List.of(new Run.Attempt(
                        isFinished ? json.path("status").asString() : null,
                        createdAt,
                        isFinished ? at(json.path("finished_at")) : createdAt))));
    }

    private static List<String> labels(JsonNode json) {
        return json.path("labels")
                .valueStream()
                .map(label -> label.path("title").asString())
                .toList();
    }

    private static Person person(JsonNode id) {
        return new Person(id.asLong(), "user-" + id.asLong());
    }

    /** In any of the three ways that GitLab writes a time in a webhook. */
    private static Instant at(JsonNode time) {
        return at(time.asString());
    }

    private static Instant at(String text) {
        if (text.charAt(10) == 'T') {
            return OffsetDateTime.parse(text).toInstant();
        }
        String[] parts = text.split(" ");
        ZoneOffset zone = parts[2].equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(parts[2]);
        return OffsetDateTime.parse(parts[0] + "T" + parts[1] + "Z")
                .toLocalDateTime()
                .toInstant(zone);
    }
}
