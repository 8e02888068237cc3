package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * GitHub's answers, without useless parts that keep changing: API addresses, pictures, and everything about an account or a repository
 * except its identity. So the same object in the same state has the same bytes.
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

    /** Reads an answer. Useless parts are skipped, which saves most of the work. */
    static JsonNode read(byte[] answer) throws ApiFailed {
        try (JsonParser parser = JSON.createParser(answer)) {
            if (parser.nextToken() == null) {
                throw noJson();
            }
            return value(parser);
        } catch (JacksonException e) {
            throw noJson();
        }
    }

    private static ApiFailed noJson() {
        return new ApiFailed(Reason.NOT_AN_API, "an answer is not JSON, although it says so");
    }

    private static JsonNode value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> JsonNodeFactory.instance.stringNode(parser.getString());
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            case VALUE_NUMBER_INT -> integer(parser);
            default -> parser.readValueAsTree();
        };
    }

    private static JsonNode integer(JsonParser parser) {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue())
                : JsonNodeFactory.instance.numberNode(parser.getLongValue());
    }

    private static ObjectNode object(JsonParser parser) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            boolean isAddress = name.endsWith("_url") && !KEPT_ADDRESSES.contains(name);
            if (isAddress || DROPPED.contains(name)) {
                parser.skipChildren();
            } else {
                kept.set(name, value(parser));
            }
        }
        if (kept.has("login") && kept.has("id")) {
            return only(kept, OF_ACCOUNT);
        }
        return kept.has("full_name") && kept.has("id") ? only(kept, OF_REPOSITORY) : kept;
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

    /** A repository in the format of webhooks, reduced to its identity. */
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
