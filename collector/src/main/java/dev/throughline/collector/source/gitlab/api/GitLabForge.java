package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.ForgeApi;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.backfill.Items;
import dev.throughline.collector.backfill.Memory;
import dev.throughline.collector.payload.Addresses;
import dev.throughline.engine.glob.Glob;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A conversation with GitLab about its projects. */
final class GitLabForge implements ForgeApi {

    private static final String SOURCE = "gitlab";

    /** Oldest first, so that a project created meanwhile moves none. */
    private static final Map<String, String> BY_ID = Map.of("order_by", "id", "sort", "asc", "archived", "false");

    private final Conversation conversation;
    private final Function<String, Wanted> wanted;
    private final Clock clock;
    private final Map<ForgeRepository, JsonNode> known = new HashMap<>();

    GitLabForge(Conversation conversation, Function<String, Wanted> wanted, Clock clock) {
        this.conversation = conversation;
        this.wanted = wanted;
        this.clock = clock;
    }

    @Override
    public List<ForgeRepository> find(String pattern) throws ApiFailed {
        boolean isMany = ForgeRepository.isWild(pattern);
        if (!isMany && pattern.contains("/")) {
            return List.of(know(project(pattern)));
        }
        if (pattern.chars().allMatch(Character::isDigit)) {
            Optional<JsonNode> numbered = found(() -> project(pattern));
            if (numbered.isPresent()) {
                return List.of(know(numbered.get()));
            }
        }
        return many(isMany ? pattern : pattern + "/*");
    }

    /** A star reaches into subgroups. */
    private List<ForgeRepository> many(String pattern) throws ApiFailed {
        Glob glob = Glob.ofNames(pattern);
        List<ForgeRepository> found = new ArrayList<>();
        for (JsonNode project : candidates(groupOf(pattern))) {
            boolean isLeftOut = project.path("archived").asBoolean()
                    || project.hasNonNull("forked_from_project")
                    || project.hasNonNull("marked_for_deletion_on");
            String name = project.path("path_with_namespace").asString("");
            if (!isLeftOut && glob.matches(name)) {
                found.add(know(project));
            }
        }
        if (found.isEmpty()) {
            throw new ApiFailed(
                    Reason.NOT_FOUND,
                    "no project matches '%s', apart from archived ones and forks, which must be named"
                            .formatted(pattern));
        }
        return found;
    }

    /** Everything before the first segment with a wildcard; empty when that is the first. */
    private static String groupOf(String glob) {
        List<String> fixed = new ArrayList<>();
        for (String segment : glob.split("/")) {
            if (ForgeRepository.isWild(segment)) {
                break;
            }
            fixed.add(segment);
        }
        return String.join("/", fixed);
    }

    /** The projects of a group with all of its subgroups, or of a person; without a name, those that the token is a member of. */
    private List<JsonNode> candidates(String group) throws ApiFailed {
        if (group.isEmpty()) {
            Map<String, String> parameters = new HashMap<>(BY_ID);
            parameters.put("membership", "true");
            return Listing.byKeyset(conversation, "projects", parameters).all();
        }
        Map<String, String> parameters = new HashMap<>(BY_ID);
        parameters.put("include_subgroups", "true");
        parameters.put("with_shared", "false");
        String name = Conversation.encode(group);
        Optional<List<JsonNode>> ofGroup =
                found(() -> Listing.of(conversation, "groups/" + name + "/projects", parameters)
                        .all());
        return ofGroup.isPresent()
                ? ofGroup.get()
                : Listing.of(conversation, "users/" + name + "/projects", BY_ID).all();
    }

    /** Something that may not exist. */
    private interface Asking<T> {
        T ask() throws ApiFailed;
    }

    private static <T> Optional<T> found(Asking<T> asking) throws ApiFailed {
        try {
            return Optional.of(asking.ask());
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** @param name its full path, or its id */
    private JsonNode project(String name) throws ApiFailed {
        return conversation.object("projects/" + Conversation.encode(name));
    }

    private ForgeRepository know(JsonNode project) throws ApiFailed {
        String name = project.path("path_with_namespace").asString("");
        @Nullable
        String host = Addresses.host(project.path("web_url").asString("")).orElse(null);
        if (!project.path("id").isIntegralNumber() || name.isEmpty() || host == null) {
            throw new ApiFailed(Reason.NOT_AN_API, "what answers is not GitLab's API: a project has no id or address");
        }
        ForgeRepository found =
                new ForgeRepository(SOURCE, host, project.path("id").asString(), name);
        known.put(found, project);
        return found;
    }

    @Override
    public List<Chapter> chapters(ForgeRepository repository) {
        Wanted counting = wanted.apply(repository.name());
        JsonNode project = known.get(repository);
        return List.of(Chapter.values()).stream()
                .filter(counting.chapters()::contains)
                .filter(chapter -> project == null || isOn(project, chapter))
                .toList();
    }

    /** Whether a project has such things at all: features that it has disabled are answered as if the token had no permission. */
    private static boolean isOn(JsonNode project, Chapter chapter) {
        return switch (chapter) {
            case REPOSITORY -> true;
            case DEPLOYMENTS -> isOn(project, "environments", "") && isOn(project, "builds", "jobs_enabled");
            case RELEASES -> isOn(project, "releases", "");
            case RUNS -> isOn(project, "builds", "jobs_enabled");
            case TAGS, COMMITS -> isOn(project, "repository", "");
            case CHANGES -> isOn(project, "merge_requests", "merge_requests_enabled");
            case INCIDENTS -> isOn(project, "issues", "issues_enabled");
        };
    }

    /** @param older the field of older versions of GitLab, true or false */
    private static boolean isOn(JsonNode project, String feature, String older) {
        String level = project.path(feature + "_access_level").asString("");
        return level.isEmpty() ? project.path(older).asBoolean(true) : !level.equals("disabled");
    }

    @Override
    public Items read(ForgeRepository repository, Chapter chapter, Memory memory) throws ApiFailed {
        return reader(repository, memory).read(chapter);
    }

    @Override
    public Items commits(ForgeRepository repository, String sha, Memory memory) throws ApiFailed {
        return reader(repository, memory).commitsOfHead(sha);
    }

    @Override
    public Optional<Told> files(ForgeRepository repository, String sha) throws ApiFailed {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("project", Raw.project(project(repository)));
        body.put("sha", sha);
        String commit = "projects/" + repository.externalId() + "/repository/commits/" + sha;
        return new ChangedFiles(conversation, commit).read().map(names -> {
            names.forEach(body.putArray("files")::add);
            return Told.of(repository, "commit_files", sha, Raw.bytes(body));
        });
    }

    private Reader reader(ForgeRepository repository, Memory memory) throws ApiFailed {
        return new Reader(
                conversation, project(repository), repository, wanted.apply(repository.name()), memory, clock);
    }

    private JsonNode project(ForgeRepository repository) throws ApiFailed {
        JsonNode project = known.get(repository);
        if (project == null) {
            project = project(repository.externalId());
            known.put(repository, project);
        }
        return project;
    }
}
