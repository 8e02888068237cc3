package dev.throughline.collector.source.github.api;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What GitHub answered, without what is of no use and changes all the time: addresses of its API, pictures, and all of an account or a
 * repository but who or which it is. So the same object in the same state has the same bytes.
 */
final class Raw {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Set<String> KEPT_ADDRESSES = Set.of("html_url", "log_url", "target_url", "environment_url");
    private static final Set<String> DROPPED = Set.of(
            "_links",
            "node_id",
            "url",
            "reactions",
            "performed_via_github_app",
            "installation",
            "assets",
            "verification",
            "author_association",
            "files",
            "stats",
            "tree",
            "active_lock_reason",
            "mergeable",
            "mergeable_state",
            "rebaseable",
            "body_html",
            "body_text",
            "email",
            "requested_reviewers",
            "requested_teams",
            "assignees",
            "assignee",
            "milestone");
    private static final String[] OF_ACCOUNT = {"id", "login", "type"};
    private static final String[] OF_REPOSITORY = {"id", "full_name", "html_url"};

    private Raw() {}

    static JsonNode pruned(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> pruned(object);
            case ArrayNode array -> {
                ArrayNode kept = JsonNodeFactory.instance.arrayNode(array.size());
                array.forEach(element -> kept.add(pruned(element)));
                yield kept;
            }
            default -> node;
        };
    }

    private static ObjectNode pruned(ObjectNode object) {
        if (object.has("login") && object.has("id")) {
            return only(object, OF_ACCOUNT);
        }
        if (object.has("full_name") && object.has("id")) {
            return only(object, OF_REPOSITORY);
        }
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> {
            String name = field.getKey();
            boolean isAddress = name.endsWith("_url") && !KEPT_ADDRESSES.contains(name);
            if (!isAddress && !DROPPED.contains(name)) {
                kept.set(name, pruned(field.getValue()));
            }
        });
        return kept;
    }

    private static ObjectNode only(ObjectNode object, String... names) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            if (object.has(name)) {
                kept.set(name, object.get(name));
            }
        }
        return kept;
    }

    /** A repository, as webhooks have it, as far as it says which one it is. */
    static ObjectNode repository(JsonNode answered) {
        ObjectNode kept = only(
                (ObjectNode) answered,
                "id",
                "name",
                "full_name",
                "html_url",
                "default_branch",
                "archived",
                "fork",
                "topics");
        if (answered.path("owner") instanceof ObjectNode owner) {
            kept.set("owner", only(owner, OF_ACCOUNT));
        }
        return kept;
    }

    static byte[] bytes(ObjectNode body) {
        return JSON.writeValueAsBytes(body);
    }
}
