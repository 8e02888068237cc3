package dev.throughline.collector.source.gitlab.api;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts of GitLab's answers that may count. Pictures, people's addresses and anything that changes by itself are left out, so the same
 * object in the same state has the same bytes.
 */
final class Raw {

    static final JsonMapper JSON = JsonMapper.builder().build();

    static final String APPROVAL = "approved this merge request";
    static final String PROMOTION = "promoted to epic";

    /** How GitLab names the accounts that it creates for access tokens and services. */
    private static final Pattern ADDRESS_OF_BOT =
            Pattern.compile("(?:(?:project|group)_[0-9]+_bot[a-zA-Z0-9_]*|service_account_[a-zA-Z0-9_]+)@.*");

    private static final String[] OF_ACCOUNT = {"id", "username"};
    private static final String[] OF_NOTE = {"id", "system", "created_at", "updated_at"};

    private Raw() {}

    /** Identifies the project, at the beginning of everything about it. */
    static ObjectNode project(JsonNode project) {
        return only(project, "id", "path_with_namespace", "web_url");
    }

    static ObjectNode wholeProject(JsonNode project) {
        return only(project, "id", "path_with_namespace", "web_url", "default_branch", "archived", "topics");
    }

    /** @param tiers of environments, by their names */
    static ObjectNode deployment(JsonNode deployment, Map<String, String> tiers) {
        ObjectNode kept = only(deployment, "id", "iid", "status", "ref", "sha", "created_at", "updated_at");
        ObjectNode environment = kept.putObject("environment");
        String name = deployment.path("environment").path("name").asString("");
        environment.put("name", name);
        if (tiers.containsKey(name)) {
            environment.put("tier", tiers.get(name));
        }
        if (deployment.path("deployable") instanceof ObjectNode job) {
            ObjectNode keptJob = only(job, "id", "name", "started_at", "finished_at", "web_url");
            keptJob.set("pipeline", only(job.path("pipeline"), "id"));
            kept.set("deployable", keptJob);
        }
        return kept;
    }

    static ObjectNode mergeRequest(JsonNode state) {
        ObjectNode kept = only(
                state,
                "id",
                "iid",
                "title",
                "description",
                "state",
                "created_at",
                "updated_at",
                "merged_at",
                "closed_at",
                "source_branch",
                "target_branch",
                "source_project_id",
                "target_project_id",
                "labels",
                "draft",
                "sha",
                "merge_commit_sha",
                "squash_commit_sha",
                "web_url");
        kept.set("author", only(state.path("author"), OF_ACCOUNT));
        return kept;
    }

    /** Notes that may be reviews: who wrote one and when, not what. */
    static ArrayNode reviews(List<JsonNode> notes) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode note : notes) {
            boolean isApproval = note.path("body").asString("").startsWith(APPROVAL);
            if (!note.path("system").asBoolean() || isApproval) {
                ObjectNode one = only(note, OF_NOTE);
                one.set("author", only(note.path("author"), OF_ACCOUNT));
                if (note.path("system").asBoolean()) {
                    one.set("body", note.path("body"));
                }
                kept.add(one);
            }
        }
        return kept;
    }

    static ObjectNode issue(JsonNode issue) {
        ObjectNode kept = only(
                issue,
                "id",
                "iid",
                "title",
                "description",
                "state",
                "created_at",
                "updated_at",
                "closed_at",
                "labels",
                "type",
                "issue_type",
                "moved_to_id",
                "severity",
                "web_url");
        JsonNode duplicateOf = issue.path("_links").path("closed_as_duplicate_of");
        if (duplicateOf.isString()) {
            kept.putObject("_links").set("closed_as_duplicate_of", duplicateOf);
        }
        return kept;
    }

    static ArrayNode comments(List<JsonNode> notes) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode note : notes) {
            boolean isPromotion = note.path("body").asString("").startsWith(PROMOTION);
            if (!note.path("system").asBoolean() || isPromotion) {
                ObjectNode one = only(note, OF_NOTE);
                one.set("body", note.path("body"));
                one.set("author", only(note.path("author"), OF_ACCOUNT));
                kept.add(one);
            }
        }
        return kept;
    }

    static ObjectNode pipeline(JsonNode pipeline) {
        return only(
                pipeline,
                "id",
                "iid",
                "name",
                "ref",
                "sha",
                "source",
                "status",
                "created_at",
                "finished_at",
                "web_url");
    }

    static ObjectNode job(JsonNode job) {
        ObjectNode kept = only(job, "id", "name", "ref", "status", "created_at", "finished_at", "web_url");
        kept.set("commit", only(job.path("commit"), "id"));
        kept.set("pipeline", only(job.path("pipeline"), "id", "sha", "ref"));
        return kept;
    }

    static ObjectNode commit(JsonNode commit) {
        ObjectNode kept = only(commit, "id", "parent_ids", "message", "author_name", "authored_date", "committed_date");
        // the address that GitLab generates for its own accounts is nobody's
        if (ADDRESS_OF_BOT.matcher(commit.path("author_email").asString("")).matches()) {
            kept.set("author_email", commit.path("author_email"));
        }
        return kept;
    }

    static ObjectNode tag(JsonNode tag) {
        ObjectNode kept = only(tag, "name");
        kept.set("commit", only(tag.path("commit"), "id"));
        return kept;
    }

    private static ObjectNode only(JsonNode object, String... names) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            if (object.hasNonNull(name)) {
                kept.set(name, object.get(name));
            }
        }
        return kept;
    }

    static byte[] bytes(JsonNode body) {
        return JSON.writeValueAsBytes(body);
    }
}
