package dev.throughline.server.release;

import dev.throughline.server.release.Release.Delivered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The changes that a deployment delivered, with their stages if known. */
final class DeliveredChanges {

    private static final List<String> STAGES = List.of("coding", "pickup", "review", "queue", "deploy");

    private DeliveredChanges() {}

    /**
     * Each once.
     *
     * @param commits that the deployment delivered, with the changes that they belong to
     * @param known changes of the deployment
     */
    static List<Delivered> of(List<JsonNode> commits, List<JsonNode> known) {
        Map<String, Delivered> changes = new LinkedHashMap<>();
        known.forEach(change -> changes.put(key(change), delivered(change)));
        for (JsonNode commit : commits) {
            JsonNode change = commit.path("change");
            if (change.isObject()) {
                changes.putIfAbsent(key(change), delivered(change));
            }
        }
        return new ArrayList<>(changes.values());
    }

    private static String key(JsonNode change) {
        String url = change.path("url").asString("");
        return url.isEmpty()
                ? change.path("number").asString("") + " "
                        + change.path("title").asString("")
                : url;
    }

    private static Delivered delivered(JsonNode change) {
        Map<String, Double> stages = new LinkedHashMap<>();
        for (String stage : STAGES) {
            Double seconds = ReleaseReader.number(change.path("stages"), stage);
            if (seconds != null) {
                stages.put(stage, seconds);
            }
        }
        return new Delivered(
                change.path("number").isNumber() ? change.path("number").asLong() : null,
                change.path("title").asString(""),
                change.path("url").asString(""),
                ReleaseReader.number(change, "lead_time_seconds"),
                stages);
    }
}
