package dev.throughline.dashboard.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A board of grafana/dashboards, as Grafana reads it.
 *
 * @param name of its file, without the ending
 */
record Board(String name, JsonNode json) {

    static final Path GRAFANA = Path.of("../grafana");

    /** Every one, by name. */
    static List<Board> all() {
        try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
            return files.sorted().map(Board::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Board read(Path file) {
        try {
            return new Board(
                    file.getFileName().toString().replaceFirst("\\.json$", ""),
                    JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uid() {
        return json.path("uid").asString();
    }

    /** Panels and rows. */
    List<JsonNode> panels() {
        return List.copyOf(json.path("panels").values());
    }

    /** The panels that ask something. */
    List<JsonNode> asking() {
        return panels().stream().filter(panel -> panel.has("targets")).toList();
    }

    List<JsonNode> variables() {
        return List.copyOf(json.path("templating").path("list").values());
    }

    /** The SQL of its panels, variables and annotations. */
    List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : asking()) {
            panel.path("targets").forEach(target -> add(queries, panel.path("title"), target.path("rawSql")));
        }
        for (JsonNode variable : variables()) {
            if (variable.path("type").asString().equals("query")) {
                String type = variable.path("datasource").path("type").asString();
                if (type.equals("grafana-postgresql-datasource")) {
                    add(queries, variable.path("name"), variable.path("query"));
                }
            }
        }
        json.path("annotations")
                .path("list")
                .forEach(annotation -> add(
                        queries,
                        annotation.path("name"),
                        annotation.path("target").path("rawSql")));
        return queries;
    }

    private void add(List<Query> queries, JsonNode of, JsonNode sql) {
        if (sql.isString()) {
            queries.add(new Query(name + ": " + of.asString(), sql.asString()));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
