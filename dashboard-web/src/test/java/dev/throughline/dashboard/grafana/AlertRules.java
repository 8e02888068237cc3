package dev.throughline.dashboard.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example alert rules of grafana/provisioning, as Grafana reads them. */
final class AlertRules {

    private AlertRules() {}

    static List<JsonNode> all() {
        JsonNode file = yaml("alerting/throughline.yml");
        return file.path("groups").values().stream()
                .flatMap(group -> group.path("rules").values().stream())
                .toList();
    }

    /** The SQL of each. */
    static List<Query> queries() {
        return all().stream()
                .flatMap(rule -> rule.path("data").values().stream()
                        .map(data -> data.path("model").path("rawSql"))
                        .filter(JsonNode::isString)
                        .map(sql -> new Query("alert: " + rule.path("title").asString(), sql.asString())))
                .toList();
    }

    /** A file of grafana/provisioning. */
    static JsonNode yaml(String file) {
        try {
            Map<String, Object> read = new Yaml()
                    .load(Files.readString(Board.GRAFANA.resolve("provisioning").resolve(file)));
            return JsonMapper.shared().valueToTree(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
