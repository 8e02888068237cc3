package dev.throughline.server.transfer;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which service a repository of DevLake is, and which projects its scopes belong to. */
final class DevLakePlaces {

    private final Map<String, String> services = new HashMap<>();
    private final Map<Scope, Set<String>> projects = new HashMap<>();
    private final boolean hasProjects;

    private record Scope(String table, String row) {}

    private DevLakePlaces(boolean hasProjects) {
        this.hasProjects = hasProjects;
    }

    static DevLakePlaces read(DevLakeTables tables) {
        DevLakePlaces places = new DevLakePlaces(tables.has(DevLakeTable.PROJECT_MAPPING));
        tables.read(DevLakeTable.REPOS, row -> {
            String id = row.required("id");
            named(row.text("url"), row.text("name")).ifPresent(name -> places.services.put(id, name));
        });
        tables.read(
                DevLakeTable.PROJECT_MAPPING,
                row -> places.projects
                        .computeIfAbsent(
                                new Scope(row.required("table"), row.required("row_id")), any -> new HashSet<>())
                        .add(row.required("project_name")));
        return places;
    }

    /** The name that webhooks of the same repository have. */
    private static Optional<String> named(String url, String name) {
        return Origin.of(url).map(Origin::name).or(() -> Optional.of(name).filter(GitImport::isName));
    }

    /** The service that a repository is; either of what is known of it may be empty. */
    Optional<String> service(String repositoryId, String url) {
        return Optional.ofNullable(services.get(repositoryId)).or(() -> named(url, ""));
    }

    /** The only repository, where there is one. */
    Optional<String> only() {
        Set<String> names = new TreeSet<>(services.values());
        return names.size() == 1 ? Optional.of(names.iterator().next()) : Optional.empty();
    }

    /** @param table e.g. {@code boards} */
    Set<String> projects(String table, String row) {
        return projects.getOrDefault(new Scope(table, row), Set.of());
    }

    /** Whether it is known what belongs to which project. */
    boolean hasProjects() {
        return hasProjects;
    }
}
