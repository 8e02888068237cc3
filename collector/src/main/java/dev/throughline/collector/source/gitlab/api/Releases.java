package dev.throughline.collector.source.gitlab.api;

import static dev.throughline.collector.backfill.AnswerFields.text;
import static dev.throughline.collector.backfill.AnswerFields.time;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.Item;
import dev.throughline.collector.backfill.Items;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The releases of a project, by GraphQL: the REST API does not return their ids, which webhooks use. */
final class Releases implements Items {

    private static final String QUERY = """
            query($project: ID!, $after: String) {
              project(fullPath: $project) {
                releases(first: 100, after: $after, sort: RELEASED_AT_DESC) {
                  nodes { id tagName createdAt releasedAt commit { sha } links { selfUrl } }
                  pageInfo { hasNextPage endCursor }
                }
              }
            }
            """;

    private final Conversation conversation;
    private final String project;
    private final Making making;
    private final Deque<JsonNode> page = new ArrayDeque<>();
    private @Nullable String after;
    private boolean isOver;

    /** Turns a release into an object with the field names of webhooks. */
    interface Making {
        Item make(JsonNode release, Instant at);
    }

    Releases(Conversation conversation, String project, Making making) {
        this.conversation = conversation;
        this.project = project;
        this.making = making;
    }

    @Override
    public @Nullable Item next() throws ApiFailed {
        while (page.isEmpty()) {
            if (isOver) {
                return null;
            }
            turn();
        }
        JsonNode release = page.remove();
        Instant at =
                time(release, "releasedAt").or(() -> time(release, "createdAt")).orElse(Instant.EPOCH);
        return making.make(inWordsOfWebhooks(release), at);
    }

    private void turn() throws ApiFailed {
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("project", project);
        variables.put("after", after);
        JsonNode found = conversation.query(QUERY, variables).path("project");
        if (!found.isObject()) {
            throw new ApiFailed(Reason.NOT_FOUND, "GitLab's GraphQL API does not show the project");
        }
        JsonNode releases = found.path("releases");
        releases.path("nodes").forEach(page::add);
        String end = releases.path("pageInfo").path("endCursor").asString("");
        boolean hasNext = releases.path("pageInfo").path("hasNextPage").asBoolean();
        isOver = !hasNext || end.isEmpty() || end.equals(after);
        after = end;
    }

    private static ObjectNode inWordsOfWebhooks(JsonNode release) throws ApiFailed {
        String global = text(release, "id");
        String number = global.substring(global.lastIndexOf('/') + 1);
        if (!number.matches("[0-9]{1,18}")) {
            throw new ApiFailed(Reason.NOT_AN_API, "a release has no id, as GitLab's API documents it");
        }
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("id", Long.parseLong(number));
        told.set("tag", release.path("tagName"));
        told.set("created_at", release.path("createdAt"));
        told.set("released_at", release.path("releasedAt"));
        told.set("url", release.path("links").path("selfUrl"));
        if (release.path("commit").path("sha").isString()) {
            told.putObject("commit").set("id", release.path("commit").path("sha"));
        }
        return told;
    }
}
