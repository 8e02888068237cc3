package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ForgeHooks;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.kohsuke.github.authorization.AuthorizationProvider;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What GitHub reports about the webhooks of repositories, organisations and an app: hub4j does not know their deliveries. */
final class GitHubHooks implements ForgeHooks {

    /** The app's own webhook, which has no id. */
    private static final String APP = "app";

    private static final String ONLY = "hook";
    private static final int PAGES = 10;

    /** Deliveries are kept for three days; redelivering counts against the same limit as all other requests. */
    private static final Habits HABITS = new Habits(Duration.ofDays(3), Integer.MAX_VALUE);

    private final GitHubAccess access;
    private final Transport transport;
    private final Clock clock;

    GitHubHooks(GitHubAccess access, Transport transport, Clock clock) {
        this.access = access;
        this.transport = transport;
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
            JsonNode config = ask("/app/hook/config", place).json();
            return url(config.path("url")).map(url -> new ForgeHook(ONLY, url, Standing.ON)).stream()
                    .toList();
        }
        List<ForgeHook> hooks = new ArrayList<>();
        Optional<String> next = Optional.of(encoded(place + "/hooks") + "?per_page=100");
        for (int pages = 0; next.isPresent() && pages < PAGES; pages++) {
            Transport.Page answer = ask(next.get(), place);
            for (JsonNode hook : list(answer)) {
                if (hook.path("active").asBoolean(true)) {
                    url(hook.path("config").path("url"))
                            .ifPresent(url ->
                                    hooks.add(new ForgeHook(hook.path("id").asString(), url, Standing.ON)));
                }
            }
            next = answer.next();
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
    public Habits habits() {
        return HABITS;
    }

    @Override
    public List<String> lists(String place, String hook) {
        return List.of(deliveries(place, hook) + "?per_page=100");
    }

    @Override
    public Page attempts(String place, String hook, String page) throws ApiFailed {
        Transport.Page answer = ask(page, place);
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode attempt : list(answer)) {
            attempts.add(attempt(attempt));
        }
        return new Page(attempts, answer.next().orElse(null));
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
                    true,
                    repository.isIntegralNumber() ? repository.asString() : null);
        } catch (DateTimeParseException | JacksonException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "an attempt to deliver is not as GitHub's API documents it");
        }
    }

    @Override
    public void knock() throws ApiFailed {
        transport.whole("/rate_limit");
    }

    @Override
    public void repeat(String place, String hook, long attempt) throws ApiFailed {
        transport.post(deliveries(place, hook) + "/" + attempt + "/attempts", as(place));
    }

    private static String deliveries(String place, String hook) {
        return encoded(place.equals(APP) ? "app/hook/deliveries" : place + "/hooks/" + hook + "/deliveries");
    }

    private Transport.Page ask(String page, String place) throws ApiFailed {
        return transport.whole(page, as(place));
    }

    /** An app requests its own webhook as the app, and all others as the installation. */
    private AuthorizationProvider as(String place) {
        GitHubAccess.App app = access.app();
        return app != null && place.equals(APP) ? new AppToken(app, clock) : transport.authorization();
    }

    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static JsonNode list(Transport.Page answer) throws ApiFailed {
        if (!answer.json().isArray()) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is not a list, as GitHub's API documents it");
        }
        return answer.json();
    }
}
