package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ForgeHooks;
import dev.throughline.collector.backfill.HookBook.DueHook;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What GitLab reports about the webhooks of projects and groups. It keeps what they sent for a week, since 17.3, and can resend it since
 * 17.4; older versions only report whether a webhook is disabled.
 */
final class GitLabHooks implements ForgeHooks {

    private static final String PROJECTS = "projects/";
    private static final String GROUPS = "groups/";
    private static final String EVENTS = "/events";

    private static final Duration KEPT = Duration.ofDays(7);

    /** An event that does not say when it was may be as old as that. */
    private static final Duration UNTOLD = Duration.ofDays(6);

    /** GitLab resends this many per project and minute, which is the pause between two checks unless somebody shortened it. */
    private static final int REPEATS = 5;

    /** After this many failures in a row, GitLab disables a webhook for a while. */
    private static final int FAILURES = 4;

    /** Only failures are requested: these are few, and each event comes with its full content. */
    private static final List<String> FAILED = List.of("client_failure", "server_failure");

    private static final String PAGE = "&per_page=20";
    private static final Duration BETWEEN_UPGRADES = Duration.ofDays(1);

    private final Conversation conversation;
    private final Clock clock;
    private final Map<String, String> projects = new HashMap<>();
    private Instant keepsNoneUntil = Instant.MIN;

    GitLabHooks(Conversation conversation, Clock clock) {
        this.conversation = conversation;
        this.clock = clock;
    }

    /** Projects first, because those that are visible identify themselves; then every group above them. */
    @Override
    public List<String> places(List<String> repositories) {
        Set<String> groups = new LinkedHashSet<>();
        for (String name : repositories) {
            for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
                groups.add(GROUPS + name.substring(0, slash));
            }
        }
        return Stream.concat(repositories.stream().map(name -> PROJECTS + name), groups.stream())
                .toList();
    }

    /** Only Premium and Ultimate have webhooks of groups, and only owners see them. */
    @Override
    public boolean isOptional(String place) {
        return place.startsWith(GROUPS);
    }

    @Override
    public List<ForgeHook> hooks(String place) throws ApiFailed {
        List<ForgeHook> hooks = new ArrayList<>();
        for (JsonNode hook : found(place)) {
            if (hook.path("project_id").isIntegralNumber()) {
                projects.put(place, hook.path("project_id").asString());
            }
            url(hook.path("url").asString(""))
                    .ifPresent(url -> hooks.add(new ForgeHook(hook.path("id").asString(), url, standing(hook, null))));
        }
        return hooks;
    }

    private List<JsonNode> found(String place) throws ApiFailed {
        try {
            return Listing.of(conversation, path(place) + "/hooks", Map.of()).all();
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.FORBIDDEN) {
                throw new ApiFailed(
                        Reason.FORBIDDEN,
                        "%s; the token needs the role %s to see webhooks"
                                .formatted(
                                        failed.getMessage(),
                                        isOptional(place) ? "Owner of the group" : "Maintainer of the project"));
            }
            throw failed;
        }
    }

    /** A URL may hide a part of itself behind a variable. */
    private static Optional<URI> url(String url) {
        try {
            return Optional.of(URI.create(url.strip().replace("{", "%7B").replace("}", "%7D")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Standing standing(DueHook hook, List<Attempt> attempts) throws ApiFailed {
        List<Attempt> failed = attempts.stream()
                .filter(attempt -> !attempt.isDelivered() && attempt.id() > hook.newest())
                .toList();
        if (hook.isOn() && failed.isEmpty() && keepsEvents()) {
            return Standing.ON; // one that does not fail is not disabled
        }
        Standing standing = standing(
                conversation.object(path(hook.place(), hook.hook())),
                attempts.stream().map(Attempt::at).max(Instant::compareTo).orElse(null));
        boolean mayHavePaused = standing.isOn() && failed.size() >= FAILURES;
        return mayHavePaused
                ? new Standing(
                        Sending.ON,
                        null,
                        failed.stream().map(Attempt::at).min(Instant::compareTo).orElse(null))
                : standing;
    }

    /** @param lastAt when it last tried to send something, as far as is known */
    private static Standing standing(JsonNode hook, @Nullable Instant lastAt) {
        return switch (hook.path("alert_status").asString("")) {
            case "disabled" -> new Standing(Sending.OFF, null, lastAt);
            case "temporarily_disabled" ->
                new Standing(
                        Sending.PAUSED,
                        time(hook.path("disabled_until").asString("")).orElse(null),
                        lastAt);
            default -> Standing.ON;
        };
    }

    private boolean keepsEvents() {
        return !clock.instant().isBefore(keepsNoneUntil);
    }

    @Override
    public List<String> lists(String place, String hook) {
        return keepsEvents()
                ? FAILED.stream().map(status -> "status=" + status + PAGE).toList()
                : List.of();
    }

    @Override
    public Page attempts(String place, String hook, String page) throws ApiFailed {
        String path = path(place, hook);
        try {
            Conversation.Page answer = conversation.page(path + EVENTS, page);
            return new Page(attempts(place, answer.body()), answer.next());
        } catch (ApiFailed failed) {
            if (failed.reason() != Reason.NOT_FOUND) {
                throw failed;
            }
            conversation.object(path); // or it is the webhook that is gone
            keepsNoneUntil = clock.instant().plus(BETWEEN_UPGRADES);
            return new Page(List.of(), null);
        }
    }

    private List<Attempt> attempts(String place, JsonNode events) throws ApiFailed {
        List<Attempt> attempts = new ArrayList<>();
        for (JsonNode event : events) {
            if (!event.path("id").isIntegralNumber()) {
                throw new ApiFailed(Reason.NOT_AN_API, "an event of a webhook is not as GitLab's API documents it");
            }
            long id = event.path("id").asLong();
            JsonNode data = event.path("request_data");
            attempts.add(new Attempt(
                    id,
                    header(event.path("request_headers"), "Idempotency-Key").orElse("event/" + id),
                    at(event),
                    event.path("response_status").asString("").startsWith("2"),
                    !data.path("oversize").asBoolean(false),
                    project(place, data)));
        }
        return attempts;
    }

    /** Newer versions say; otherwise it is when it was answered. An event with neither time may be arbitrarily old. */
    private Instant at(JsonNode event) {
        return time(event.path("created_at").asString(""))
                .or(() -> header(event.path("response_headers"), "Date").flatMap(GitLabHooks::time))
                .orElseGet(() -> clock.instant().minus(UNTOLD));
    }

    private static Optional<Instant> time(String text) {
        for (DateTimeFormatter format :
                List.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME, DateTimeFormatter.RFC_1123_DATE_TIME)) {
            try {
                return Optional.of(OffsetDateTime.parse(text, format).toInstant());
            } catch (DateTimeException e) {
                // the other one, or none
            }
        }
        return Optional.empty();
    }

    private static Optional<String> header(JsonNode headers, String name) {
        return headers.properties().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(header -> header.getValue().asString(""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** An event that was too large is not kept, so its project is unknown. */
    private @Nullable String project(String place, JsonNode data) {
        return Stream.of(data.path("project").path("id"), data.path("project_id"))
                .filter(JsonNode::isIntegralNumber)
                .findFirst()
                .map(JsonNode::asString)
                .orElse(projects.get(place));
    }

    @Override
    public Habits habits() {
        return new Habits(KEPT, REPEATS);
    }

    @Override
    public void knock() throws ApiFailed {
        conversation.object("version");
    }

    /** If it fails to arrive again, the event that this creates says so. */
    @Override
    public void repeat(String place, String hook, long attempt) throws ApiFailed {
        try {
            conversation.post(path(place, hook) + EVENTS + "/" + attempt + "/resend");
        } catch (ApiFailed failed) {
            boolean mayComeLater = failed.reason() == Reason.REFUSED
                    && !String.valueOf(failed.getMessage()).contains("URL has changed");
            if (!mayComeLater) {
                throw failed;
            }
        }
    }

    private static String path(String place, String hook) {
        return path(place) + "/hooks/" + Conversation.encode(hook);
    }

    private static String path(String place) {
        int kind = place.indexOf('/') + 1;
        return place.substring(0, kind) + Conversation.encode(place.substring(kind));
    }
}
