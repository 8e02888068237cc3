package dev.throughline.collector.source.github.api;

import dev.throughline.collector.history.ApiClient;
import dev.throughline.collector.history.ApiClient.Answer;
import dev.throughline.collector.history.ApiFailed;
import dev.throughline.collector.history.ApiFailed.Reason;
import dev.throughline.collector.history.ForgeHooks;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What GitHub tells of the webhooks of repositories, of organisations and of an app: hub4j knows nothing of their deliveries. */
final class GitHubHooks implements ForgeHooks {

    /** The app's own webhook, which has no id. */
    private static final String APP = "app";

    private static final String ONLY = "hook";
    private static final int PAGES = 10;
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"next\"");

    private final GitHubAccess access;
    private final ApiClient client;
    private final Clock clock;
    private @Nullable String installationToken;
    private Instant tokenEndsAt = Instant.MIN;

    GitHubHooks(GitHubAccess access, ApiClient client, Clock clock) {
        this.access = access;
        this.client = client;
        this.clock = clock;
    }

    @Override
    public List<String> places(List<String> repositories) {
        Set<String> places = new LinkedHashSet<>();
        if (access.app() != null) {
            places.add(APP);
        }
        repositories.forEach(name -> places.add("orgs/" + name.substring(0, name.indexOf('/'))));
        repositories.forEach(name -> places.add("repos/" + name));
        return List.copyOf(places);
    }

    @Override
    public List<ForgeHook> hooks(String place) throws ApiFailed {
        if (place.equals(APP)) {
            JsonNode config = json(get(uri("app/hook/config"), place));
            return url(config.path("url")).map(url -> new ForgeHook(ONLY, url)).stream()
                    .toList();
        }
        List<ForgeHook> hooks = new ArrayList<>();
        @Nullable String next = uri(place + "/hooks") + "?per_page=100";
        for (int pages = 0; next != null && pages < PAGES; pages++) {
            Answer answer = get(URI.create(next), place);
            for (JsonNode hook : list(json(answer))) {
                if (hook.path("active").asBoolean(true)) {
                    url(hook.path("config").path("url"))
                            .ifPresent(url ->
                                    hooks.add(new ForgeHook(hook.path("id").asString(), url)));
                }
            }
            next = next(answer);
        }
        return hooks;
    }

    private static Optional<URI> url(JsonNode url) {
        try {
            return Optional.ofNullable(url.asString(null)).map(String::strip).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Page attempts(String place, String hook, @Nullable String next) throws ApiFailed {
        String page = Objects.requireNonNullElseGet(next, () -> deliveries(place, hook) + "?per_page=100");
        Answer answer = get(URI.create(page), place);
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode attempt : list(json(answer))) {
            attempts.add(attempt(attempt));
        }
        return new Page(attempts, next(answer));
    }

    private static Attempt attempt(JsonNode told) throws ApiFailed {
        try {
            int status = told.path("status_code").asInt(0);
            JsonNode repository = told.path("repository_id");
            return new Attempt(
                    told.path("id").asLong(),
                    told.path("guid").asString(),
                    Instant.parse(told.path("delivered_at").asString()),
                    status >= 200 && status < 300,
                    repository.isIntegralNumber() ? repository.asString() : null);
        } catch (DateTimeParseException | JacksonException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "an attempt to deliver is not as GitHub's API documents it");
        }
    }

    @Override
    public void knock() throws ApiFailed {
        get(uri("rate_limit"), "");
    }

    @Override
    public void repeat(String place, String hook, long attempt) throws ApiFailed {
        URI uri = URI.create(deliveries(place, hook) + "/" + attempt + "/attempts");
        client.send("POST", uri, headers(place), new byte[0]);
    }

    private URI deliveries(String place, String hook) {
        return uri(place.equals(APP) ? "app/hook/deliveries" : place + "/hooks/" + hook + "/deliveries");
    }

    private Answer get(URI uri, String place) throws ApiFailed {
        return client.get(uri, headers(place));
    }

    private Map<String, String> headers(String place) throws ApiFailed {
        return Map.of("Accept", "application/vnd.github+json", "Authorization", authorization(place));
    }

    private String authorization(String place) throws ApiFailed {
        GitHubAccess.App app = access.app();
        if (app == null) {
            return "Bearer " + access.token();
        }
        return place.equals(APP) ? asApp(app) : "Bearer " + installationToken(app);
    }

    private String asApp(GitHubAccess.App app) throws ApiFailed {
        try {
            return new AppToken(app, clock).getEncodedAuthorization();
        } catch (IOException e) {
            throw Transport.failure(e);
        }
    }

    private String installationToken(GitHubAccess.App app) throws ApiFailed {
        String known = installationToken;
        if (known != null && clock.instant().isBefore(tokenEndsAt.minus(MARGIN))) {
            return known;
        }
        URI uri = uri("app/installations/" + app.installation() + "/access_tokens");
        Answer answer = client.send(
                "POST", uri, Map.of("Accept", "application/vnd.github+json", "Authorization", asApp(app)), new byte[0]);
        JsonNode told = json(answer);
        String token = told.path("token").asString("");
        if (token.isEmpty()) {
            throw new ApiFailed(Reason.NOT_AN_API, "GitHub's API gives no token of the installation");
        }
        installationToken = token;
        tokenEndsAt = Instant.parse(told.path("expires_at").asString());
        return token;
    }

    private URI uri(String path) {
        String encoded = Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
        return URI.create(access.api() + "/" + encoded);
    }

    private static JsonNode json(Answer answer) throws ApiFailed {
        try {
            return Raw.JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is no JSON, though it says so");
        }
    }

    private static JsonNode list(JsonNode answer) throws ApiFailed {
        if (!answer.isArray()) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is no list, as GitHub's API documents it");
        }
        return answer;
    }

    private static @Nullable String next(Answer answer) {
        Matcher next = NEXT.matcher(Objects.requireNonNullElse(answer.header("link"), ""));
        return next.find() ? next.group(1) : null;
    }
}
