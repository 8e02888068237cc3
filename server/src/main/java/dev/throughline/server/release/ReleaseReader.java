package dev.throughline.server.release;

import dev.throughline.dashboard.wording.InWords;
import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.fact.Term;
import dev.throughline.engine.history.Evidence;
import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.RunningServer;
import dev.throughline.server.release.Release.Range;
import dev.throughline.server.release.Release.Usual;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a deployment did, through the REST API. */
final class ReleaseReader {

    private static final int PAGE = 1_000;
    private static final int MOST_PAGES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int DAYS = 90;
    private static final String DEPLOYMENTS = "/api/v1/deployments";

    private final RunningServer server;
    private final Clock clock;

    ReleaseReader(RunningServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * What a deployment did. One that has just happened may not have been reported yet, or not be in the numbers.
     *
     * @throws CommandFailed when it remains unknown, or did not succeed
     */
    Release read(Wanted wanted, Duration patience) {
        Instant end = clock.instant().plus(patience);
        while (true) {
            Optional<JsonNode> found = find(wanted);
            if (found.filter(ReleaseReader::isJudged).isPresent()) {
                return release(found.get());
            }
            if (!clock.instant().isBefore(end)) {
                throw CommandFailed.because(found.map(item -> "the %s %s".formatted(wanted.words(), state(item)))
                        .orElse("there is no " + wanted.words()));
            }
            pause();
        }
    }

    /** Whether it succeeded, and what it delivered has been derived. */
    private static boolean isJudged(JsonNode item) {
        boolean isProduction = item.path("tier").asString("").equals("production");
        return item.path("outcome").asString("").equals("success")
                && (!isProduction || item.path("kind").isString());
    }

    private static String state(JsonNode item) {
        return switch (item.path("outcome").asString("")) {
            case "failure" -> "did not succeed";
            case "cancelled" -> "was cancelled";
            case "success" -> "is not in the numbers yet";
            default -> "is still in progress";
        };
    }

    private Optional<JsonNode> find(Wanted wanted) {
        if (wanted.isById()) {
            return whole(byId(wanted.deployment()));
        }
        String query = "?service=" + RunningServer.encode(wanted.service())
                + (wanted.environment().isEmpty() ? "" : "&environment=" + RunningServer.encode(wanted.environment()));
        List<JsonNode> met =
                items(DEPLOYMENTS + query).stream().filter(wanted::isMet).toList();
        return whole(best(met));
    }

    /** The newest that succeeded in production; otherwise the newest that succeeded; otherwise the newest. */
    private static Optional<JsonNode> best(List<JsonNode> met) {
        return met.stream()
                .filter(item -> isJudged(item) && item.path("tier").asString("").equals("production"))
                .findFirst()
                .or(() -> met.stream().filter(ReleaseReader::isJudged).findFirst())
                .or(() -> met.stream().findFirst());
    }

    /** The one that it is a part of. */
    private Optional<JsonNode> whole(Optional<JsonNode> found) {
        return found.flatMap(item -> item.path("merged_into").isString()
                ? byId(item.path("merged_into").asString())
                : Optional.of(item));
    }

    private Optional<JsonNode> byId(String id) {
        RunningServer.Answer answer = server.ask(DEPLOYMENTS + "/" + id);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw server.unexpected(DEPLOYMENTS, answer);
        }
        return Optional.of(answer.json());
    }

    private List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String next = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            String query = (path.contains("?") ? "&" : "?") + "limit=" + PAGE + next;
            RunningServer.Answer answer = server.ask(path + query);
            if (answer.status() == 404) {
                throw CommandFailed.because(answer.complaint());
            }
            if (answer.status() != 200) {
                throw server.unexpected(path, answer);
            }
            answer.json().path("items").forEach(items::add);
            JsonNode cursor = answer.json().path("next");
            if (!cursor.isString()) {
                break;
            }
            next = "&after=" + RunningServer.encode(cursor.asString());
        }
        return items;
    }

    private Release release(JsonNode item) {
        String id = item.path("id").asString();
        String service = item.path("service").asString("");
        Instant finishedAt = Instant.parse(item.path("finished_at").asString());
        List<JsonNode> commits = items(DEPLOYMENTS + "/" + id + "/changes");
        List<JsonNode> known = items("/api/v1/changes?state=deployed&service=" + RunningServer.encode(service)).stream()
                .filter(change -> change.path("deployment").asString("").equals(id))
                .toList();
        return new Release(
                id,
                service,
                item.path("environment").asString(""),
                item.path("sha").asString(""),
                finishedAt,
                item.path("kind").asString("").equals("initial"),
                !item.path("linked_by").isNull(),
                item.path("failed").isBoolean() ? item.path("failed").asBoolean() : null,
                why(item.path("evidence")),
                commits.stream()
                        .filter(commit -> commit.path("lead_time_seconds").isNumber())
                        .map(commit -> commit.path("lead_time_seconds").asLong())
                        .toList(),
                DeliveredChanges.of(commits, known),
                commits.stream()
                        .filter(commit -> commit.path("change").isNull()
                                && !commit.path("merge").asBoolean())
                        .count(),
                usual(service, finishedAt));
    }

    private static List<String> why(JsonNode evidence) {
        try {
            return evidence.valueStream()
                    .map(one -> InWords.of(new Evidence(
                            Term.of(Rule.class, one.path("rule").asString("")),
                            Term.of(Confidence.class, one.path("confidence").asString("")),
                            null,
                            null,
                            null)))
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException e) {
            throw CommandFailed.because("the server is of another version: " + e.getMessage());
        }
    }

    private Usual usual(String service, Instant finishedAt) {
        JsonNode metrics = server.get("/api/v1/metrics?service=%s&from=%s&until=%s"
                        .formatted(RunningServer.encode(service), finishedAt.minus(Duration.ofDays(DAYS)), finishedAt))
                .path("metrics");
        JsonNode lead = metrics.path("change_lead_time");
        JsonNode failed = metrics.path("change_fail_rate");
        return new Usual(
                new Usual.LeadTime(
                        lead.path("n").asLong(),
                        number(lead, "p50"),
                        number(lead, "p75"),
                        number(lead, "p90"),
                        range(lead.path("ci"))),
                new Usual.FailRate(
                        failed.path("numerator").asLong(),
                        failed.path("denominator").asLong(),
                        number(failed, "value"),
                        range(failed.path("ci"))));
    }

    static @Nullable Double number(JsonNode of, String name) {
        return of.path(name).isNumber() ? of.path(name).asDouble() : null;
    }

    private static @Nullable Range range(JsonNode interval) {
        return interval.isObject()
                ? new Range(
                        interval.path("low").asDouble(), interval.path("high").asDouble())
                : null;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailed.because("interrupted");
        }
    }
}
