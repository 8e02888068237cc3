package dev.throughline.server.forge;

import static dev.throughline.server.forge.HistoryFiles.at;
import static dev.throughline.server.forge.HistoryFiles.atOrNull;
import static dev.throughline.server.forge.HistoryFiles.textOrNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What GitHub's API would tell today of a repository whose webhooks are known. */
public final class GitHubHistory {

    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final ForgeRepository repository;
    private final Map<Integer, Pull> pulls = new TreeMap<>();
    private final Map<Integer, Issue> issues = new TreeMap<>();
    private final Map<Long, Deployment> deployments = new TreeMap<>();
    private @Nullable Instant firstAt;
    private Instant pushedAt = Instant.EPOCH;

    private GitHubHistory(ForgeRepository repository) {
        this.repository = repository;
    }

    /** @param name of the files in the folder of histories, {@code zipkin} for example */
    public static ForgeRepository read(String name) {
        List<JsonNode> deliveries = new ArrayList<>();
        HistoryFiles.eachLine(name + ".deliveries.jsonl.gz", deliveries::add);
        JsonNode about = deliveries.getFirst().path("payload").path("repository");
        ForgeRepository repository =
                new ForgeRepository(about.path("id").asLong(), about(about, Instant.EPOCH, Instant.EPOCH));
        HistoryFiles.graph(name + ".commits.jsonl.gz", repository);
        GitHubHistory history = new GitHubHistory(repository);
        deliveries.forEach(history::delivery);
        history.finish(about);
        return repository;
    }

    private static ForgeRepository.About about(JsonNode json, Instant createdAt, Instant pushedAt) {
        return new ForgeRepository.About(
                json.path("full_name").asString(),
                json.path("default_branch").asString(),
                json.path("private").asBoolean(),
                false,
                json.path("fork").asBoolean(),
                List.of(),
                createdAt,
                pushedAt);
    }

    private void finish(JsonNode about) {
        pulls.values().forEach(repository::put);
        issues.values().forEach(repository::put);
        deployments.values().forEach(repository::put);
        repository.put(about(about, firstAt == null ? Instant.EPOCH : firstAt, pushedAt));
    }

    private void delivery(JsonNode delivery) {
        JsonNode payload = delivery.path("payload");
        firstAt = firstAt == null ? at(delivery.path("at")) : firstAt;
        switch (delivery.path("event").asString()) {
            case "push" -> push(payload, at(delivery.path("at")));
            case "pull_request" -> pull(payload.path("pull_request"));
            case "pull_request_review" ->
                review(payload.path("pull_request").path("number").asInt(), payload.path("review"));
            case "issues" -> issue(payload.path("issue"));
            case "issue_comment" -> comment(payload.path("issue"), payload.path("comment"));
            case "deployment" -> deployment(payload.path("deployment"));
            case "deployment_status" -> {
                deployment(payload.path("deployment"));
                status(payload.path("deployment").path("id").asLong(), payload.path("deployment_status"));
            }
            case "release" -> release(payload.path("release"));
            case "workflow_run" -> run(payload.path("workflow_run"));
            default -> {} // tags are told by their pushes
        }
    }

    private void push(JsonNode push, Instant at) {
        String ref = push.path("ref").asString();
        String after = push.path("after").asString();
        boolean isDeleted = push.path("deleted").asBoolean();
        push.path("commits").forEach(commit -> HistoryFiles.describe(repository, commit));
        if (ref.startsWith(HEADS) && isDeleted) {
            repository.branches().remove(ref.substring(HEADS.length()));
        } else if (ref.startsWith(HEADS)) {
            repository.branch(ref.substring(HEADS.length()), after);
        } else if (ref.startsWith(TAGS) && isDeleted) {
            repository.tags().remove(ref.substring(TAGS.length()));
        } else if (ref.startsWith(TAGS)) {
            repository.put(Tag.pushed(
                    ref.substring(TAGS.length()),
                    after,
                    push.path("head_commit").path("id").asString(after)));
        }
        pushedAt = at.isAfter(pushedAt) ? at : pushedAt;
    }

    private void pull(JsonNode json) {
        int number = json.path("number").asInt();
        Pull known = pulls.get(number);
        Instant updatedAt = at(json.path("updated_at"));
        if (known != null && known.updatedAt().isAfter(updatedAt)) {
            return;
        }
        JsonNode head = json.path("head");
        JsonNode from = head.path("repo");
        String merged = textOrNull(json.path("merge_commit_sha"));
        boolean isMerged = json.path("merged").asBoolean();
        Commit mergeCommit =
                merged == null || !isMerged ? null : repository.commits().find(merged);
        boolean hasTwoParents = mergeCommit != null && mergeCommit.parents().size() > 1;
        pulls.put(
                number,
                new Pull(
                        json.path("id").asLong(),
                        number,
                        json.path("title").asString(),
                        json.path("body").asString(""),
                        person(json.path("user")),
                        json.path("draft").asBoolean(),
                        labels(json),
                        at(json.path("created_at")),
                        updatedAt,
                        atOrNull(json.path("closed_at")),
                        atOrNull(json.path("merged_at")),
                        hasTwoParents ? merged : null,
                        hasTwoParents || !isMerged ? null : merged,
                        new Pull.Head(
                                head.path("ref").asString(),
                                head.path("sha").asString(),
                                from.isObject() ? from.path("id").asLong() : null,
                                textOrNull(from.path("full_name"))),
                        json.path("base").path("ref").asString(),
                        json.path("base").path("sha").asString(),
                        known == null ? List.of() : known.reviews(),
                        known == null ? List.of() : known.comments()));
    }

    private void review(int number, JsonNode json) {
        Pull pull = pulls.get(number);
        if (pull != null) {
            List<Review> reviews = new ArrayList<>(pull.reviews());
            reviews.add(new Review(
                    json.path("id").asLong(),
                    person(json.path("user")),
                    json.path("state").asString().toUpperCase(java.util.Locale.ROOT),
                    at(json.path("submitted_at")),
                    json.path("commit_id").asString()));
            pulls.put(number, Changed.reviews(pull, reviews));
        }
    }

    private void issue(JsonNode json) {
        int number = json.path("number").asInt();
        Issue known = issues.get(number);
        issues.put(
                number,
                new Issue(
                        json.path("id").asLong(),
                        number,
                        json.path("title").asString(),
                        json.path("body").asString(""),
                        person(json.path("user")),
                        labels(json),
                        at(json.path("created_at")),
                        at(json.path("updated_at")),
                        atOrNull(json.path("closed_at")),
                        known == null ? List.of() : known.comments(),
                        false,
                        false,
                        "unknown"));
    }

    private void comment(JsonNode issue, JsonNode json) {
        int number = issue.path("number").asInt();
        Comment comment = new Comment(
                json.path("id").asLong(),
                person(json.path("user")),
                json.path("body").asString(),
                at(json.path("created_at")),
                false);
        Issue known = issues.get(number);
        Pull pull = pulls.get(number);
        if (known != null) {
            issues.put(number, Changed.comment(known, comment));
        } else if (pull != null) {
            pulls.put(number, Changed.comment(pull, comment));
        }
    }

    private void deployment(JsonNode json) {
        String environment = json.path("environment").asString();
        long id = json.path("id").asLong();
        deployments.putIfAbsent(
                id,
                new Deployment(
                        id,
                        deployments.size() + 1,
                        json.path("sha").asString(),
                        json.path("ref").asString(),
                        json.path("task").asString(),
                        environment,
                        json.path("production_environment").asBoolean() ? "production" : "staging",
                        person(json.path("creator")),
                        at(json.path("created_at")),
                        null,
                        List.of()));
    }

    private void status(long deployment, JsonNode json) {
        deployments.computeIfPresent(deployment, (id, known) -> {
            List<Deployment.Status> statuses = new ArrayList<>(known.statuses());
            statuses.add(new Deployment.Status(
                    json.path("id").asLong(),
                    json.path("state").asString(),
                    json.path("environment").asString(),
                    at(json.path("created_at"))));
            statuses.sort(Comparator.comparing(Deployment.Status::at));
            return Changed.statuses(known, statuses);
        });
    }

    private void release(JsonNode json) {
        String tag = json.path("tag_name").asString();
        Tag known = repository.tags().get(tag);
        repository.put(new Release(
                json.path("id").asLong(),
                tag,
                json.path("name").asString(tag),
                json.path("body").asString(""),
                known == null ? "" : known.sha(),
                at(json.path("created_at")),
                at(json.path("published_at")),
                json.path("draft").asBoolean(),
                json.path("prerelease").asBoolean(),
                Person.named("bot")));
    }

    private void run(JsonNode json) {
        Run known = repository.runs().find(json.path("id").asLong());
        int attempt = json.path("run_attempt").asInt(1);
        List<Run.Attempt> attempts = new ArrayList<>(known == null ? List.of() : known.attempts());
        Run.Attempt now = new Run.Attempt(
                textOrNull(json.path("conclusion")), at(json.path("run_started_at")), at(json.path("updated_at")));
        while (attempts.size() < attempt) {
            attempts.add(now);
        }
        attempts.set(attempt - 1, now);
        repository.put(new Run(
                json.path("id").asLong(),
                json.path("run_number").asInt(),
                json.path("name").asString(),
                json.path("event").asString(),
                json.path("head_branch").asString(),
                json.path("head_sha").asString(),
                person(json.path("actor")),
                attempts));
    }

    private static List<String> labels(JsonNode json) {
        return json.path("labels")
                .valueStream()
                .map(label -> label.path("name").asString())
                .toList();
    }

    private static Person person(JsonNode json) {
        return Person.named(json.path("login").asString("ghost"));
    }
}
