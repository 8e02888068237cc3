package dev.throughline.collector.source.github.api;

import dev.throughline.collector.history.ApiFailed;
import dev.throughline.collector.history.ApiFailed.Reason;
import dev.throughline.collector.history.Chapter;
import dev.throughline.collector.history.ForgeApi;
import dev.throughline.collector.history.ForgeRepository;
import dev.throughline.collector.history.Items;
import dev.throughline.collector.history.Memory;
import dev.throughline.collector.payload.Addresses;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.authorization.AppInstallationAuthorizationProvider;
import org.kohsuke.github.authorization.AuthorizationProvider;
import tools.jackson.databind.JsonNode;

/** A conversation with GitHub's REST API. */
final class GitHubForge implements ForgeApi {

    private static final String SOURCE = "github";
    private static final String GITHUB = "github.com";

    private final GitHubAccess access;
    private final Transport transport;
    private final Function<String, Set<Chapter>> chapters;
    private final Clock clock;
    private final GitHub github;
    private final Map<ForgeRepository, Known> known = new HashMap<>();

    /** @param raw as it came */
    private record Known(GHRepository repository, JsonNode raw) {}

    /** What may fail in hub4j. */
    private interface Asking<T> {
        T ask() throws IOException;
    }

    GitHubForge(GitHubAccess access, Transport transport, Function<String, Set<Chapter>> chapters, Clock clock) {
        this.access = access;
        this.transport = transport;
        this.chapters = chapters;
        this.clock = clock;
        AuthorizationProvider authorization = authorization();
        transport.authorizeBy(authorization);
        this.github = connect(authorization);
    }

    private AuthorizationProvider authorization() {
        GitHubAccess.App app = access.app();
        return app != null
                ? new AppInstallationAuthorizationProvider(
                        asked -> asked.getInstallationById(app.installation()), new AppToken(app, clock))
                // hub4j's own provider would ask first whose token it is
                : () -> "Bearer " + access.token();
    }

    private GitHub connect(AuthorizationProvider authorization) {
        try {
            return new GitHubBuilder()
                    .withEndpoint(access.api().toString())
                    .withConnector(transport)
                    .withAuthorizationProvider(authorization)
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("hub4j cannot be set up", e);
        }
    }

    private static <T> T ask(Asking<T> asking) throws ApiFailed {
        try {
            return asking.ask();
        } catch (IOException | RuntimeException e) {
            throw Transport.failure(e);
        }
    }

    @Override
    public List<ForgeRepository> find(String pattern) throws ApiFailed {
        int slash = pattern.indexOf('/');
        if (slash != pattern.lastIndexOf('/')) {
            throw new ApiFailed(
                    Reason.NOT_FOUND, "'%s' is no name of GitHub's: those are owner/name".formatted(pattern));
        }
        if (slash > 0 && !pattern.contains("*") && !pattern.contains("?")) {
            GHRepository repository = ask(() -> github.getRepository(pattern));
            return List.of(know(repository, transport.last()));
        }
        String owner = slash < 0 ? pattern : pattern.substring(0, slash);
        Pattern name = glob(slash < 0 ? pattern + "/*" : pattern);
        List<ForgeRepository> found = new ArrayList<>();
        for (JsonNode one : repositories(owner)) {
            boolean isLeftOut =
                    one.path("archived").asBoolean(false) || one.path("fork").asBoolean(false);
            String its = one.path("full_name").asString("").toLowerCase(Locale.ROOT);
            if (!isLeftOut && name.matcher(its).matches()) {
                found.add(identity(one));
            }
        }
        if (found.isEmpty()) {
            throw new ApiFailed(
                    Reason.NOT_FOUND,
                    "no repository is called '%s', apart from archived ones and forks, which have to be named"
                            .formatted(pattern));
        }
        return found;
    }

    private List<JsonNode> repositories(String owner) throws ApiFailed {
        if (owner.contains("*") || owner.contains("?")) {
            return all(access.app() != null ? "/installation/repositories" : "/user/repos");
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

    /** All of a list of repositories, with all that is said of them. */
    private List<JsonNode> all(String path) throws ApiFailed {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = transport.whole("%s?per_page=%d&page=%d".formatted(path, Pages.SIZE, page));
            JsonNode list = answer.isArray() ? answer : answer.path("repositories");
            list.forEach(all::add);
            if (list.size() < Pages.SIZE) {
                return all;
            }
        }
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toLowerCase(Locale.ROOT).toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    private ForgeRepository know(GHRepository repository, JsonNode raw) throws ApiFailed {
        ForgeRepository found = identity(raw);
        known.put(found, new Known(repository, raw));
        return found;
    }

    private static ForgeRepository identity(JsonNode raw) throws ApiFailed {
        if (!raw.path("id").isIntegralNumber() || !raw.path("full_name").isString()) {
            throw new ApiFailed(Reason.NOT_AN_API, "what answers is not GitHub's API: a repository has no id");
        }
        String host = Addresses.host(raw.path("html_url").asString(""))
                .map(named -> named.equals("api." + GITHUB) ? GITHUB : named)
                .orElse(GITHUB);
        return new ForgeRepository(
                SOURCE, host, raw.path("id").asString(), raw.path("full_name").asString());
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

    private Reader reader(ForgeRepository repository, Memory memory) throws ApiFailed {
        Known one = known(repository);
        return new Reader(one.repository(), Raw.repository(one.raw()), repository, transport, memory, clock);
    }

    private Known known(ForgeRepository repository) throws ApiFailed {
        if (!known.containsKey(repository)) {
            GHRepository asked = ask(() -> github.getRepository(repository.name()));
            known.put(repository, new Known(asked, transport.last()));
        }
        return known.get(repository);
    }
}
