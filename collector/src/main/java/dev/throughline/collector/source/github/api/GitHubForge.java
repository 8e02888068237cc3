package dev.throughline.collector.source.github.api;

import static dev.throughline.collector.backfill.AnswerFields.text;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.ForgeApi;
import dev.throughline.collector.backfill.ForgeRepository;
import dev.throughline.collector.backfill.Item.Told;
import dev.throughline.collector.backfill.Items;
import dev.throughline.collector.backfill.Memory;
import dev.throughline.engine.glob.Glob;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.kohsuke.github.GHRepository;
import tools.jackson.databind.JsonNode;

/** A conversation with GitHub's REST API. */
final class GitHubForge implements ForgeApi {

    private static final String SOURCE = "github";

    private final Connection connection;
    private final boolean isApp;
    private final Function<String, Set<Chapter>> chapters;
    private final Clock clock;
    private final Map<ForgeRepository, Known> known = new HashMap<>();

    /** @param raw as it came */
    private record Known(GHRepository repository, JsonNode raw) {}

    /** @param isApp whether it authenticates as an app */
    GitHubForge(Connection connection, boolean isApp, Function<String, Set<Chapter>> chapters, Clock clock) {
        this.connection = connection;
        this.isApp = isApp;
        this.chapters = chapters;
        this.clock = clock;
    }

    @Override
    public List<ForgeRepository> find(String pattern) throws ApiFailed {
        int slash = pattern.indexOf('/');
        if (slash != pattern.lastIndexOf('/')) {
            throw new ApiFailed(Reason.NOT_FOUND, "'%s' is not a GitHub name: those are owner/name".formatted(pattern));
        }
        if (slash > 0 && !ForgeRepository.isWild(pattern)) {
            return List.of(know(pattern));
        }
        String owner = slash < 0 ? pattern : pattern.substring(0, slash);
        String glob = slash < 0 ? pattern + "/*" : pattern;
        List<ForgeRepository> found = new ArrayList<>();
        for (JsonNode one : repositories(owner)) {
            boolean isLeftOut =
                    one.path("archived").asBoolean(false) || one.path("fork").asBoolean(false);
            if (!isLeftOut && Glob.ofNames(glob).matches(text(one, "full_name"))) {
                found.add(identity(one));
            }
        }
        if (found.isEmpty()) {
            throw new ApiFailed(
                    Reason.NOT_FOUND,
                    "no repository matches '%s', apart from archived ones and forks, which must be named"
                            .formatted(pattern));
        }
        return found;
    }

    private List<JsonNode> repositories(String owner) throws ApiFailed {
        if (ForgeRepository.isWild(owner)) {
            return all(isApp ? "/installation/repositories" : "/user/repos");
        }
        try {
            return all("/orgs/" + owner + "/repos");
        } catch (ApiFailed failed) {
            if (failed.reason() != Reason.NOT_FOUND) {
                throw failed;
            }
            return all("/users/" + owner + "/repos");
        }
    }

    /** A complete list of repositories, with everything that GitHub says about them. */
    private List<JsonNode> all(String path) throws ApiFailed {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = connection
                    .transport()
                    .whole("%s?per_page=%d&page=%d".formatted(path, Pages.SIZE, page))
                    .json();
            JsonNode list = answer.isArray() ? answer : answer.path("repositories");
            list.forEach(all::add);
            if (list.size() < Pages.SIZE) {
                return all;
            }
        }
    }

    private ForgeRepository know(String name) throws ApiFailed {
        GHRepository repository = Connection.ask(() -> connection.github().getRepository(name));
        JsonNode raw = connection.transport().last();
        ForgeRepository found = identity(raw);
        known.put(found, new Known(repository, raw));
        return found;
    }

    private static ForgeRepository identity(JsonNode raw) throws ApiFailed {
        if (!raw.path("id").isIntegralNumber() || !raw.path("full_name").isString()) {
            throw new ApiFailed(Reason.NOT_AN_API, "what answers is not GitHub's API: a repository has no id");
        }
        return new ForgeRepository(
                SOURCE, GitHubHost.of(text(raw, "html_url")), text(raw, "id"), text(raw, "full_name"));
    }

    @Override
    public List<Chapter> chapters(ForgeRepository repository) {
        Set<Chapter> counting = chapters.apply(repository.name());
        return List.of(Chapter.values()).stream().filter(counting::contains).toList();
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
        return new ChangedFiles(api(repository)).of(sha);
    }

    private Reader reader(ForgeRepository repository, Memory memory) throws ApiFailed {
        return new Reader(known(repository).repository(), api(repository), memory, clock);
    }

    private RepositoryApi api(ForgeRepository repository) throws ApiFailed {
        return new RepositoryApi(repository, Raw.repository(known(repository).raw()), connection.transport());
    }

    private Known known(ForgeRepository repository) throws ApiFailed {
        if (!known.containsKey(repository)) {
            GHRepository asked = Connection.ask(() -> connection.github().getRepository(repository.name()));
            known.put(repository, new Known(asked, connection.transport().last()));
        }
        return Objects.requireNonNull(known.get(repository));
    }
}
