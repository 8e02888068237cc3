package dev.throughline.collector.source.github.api;

import static dev.throughline.collector.backfill.AnswerFields.text;
import static dev.throughline.collector.backfill.AnswerFields.time;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The attempts of GitHub Actions runs. Lists of runs have only the newest attempt of each. */
final class RunAttempts {

    /** No real rollout has more attempts than this. */
    private static final int MOST = 20;

    private static final Pattern RUN = Pattern.compile("/actions/runs/(\\d{1,18})(?:/|$)");
    private static final int KEPT_RUNS = 200;

    private final RepositoryApi api;

    /** The runs that were requested last: several deployments in a row may belong to one. */
    private final Map<String, List<JsonNode>> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<JsonNode>> eldest) {
            return size() > KEPT_RUNS;
        }
    };

    RunAttempts(RepositoryApi api) {
        this.api = api;
    }

    /** The attempt that made a deployment. Webhooks include it; the API only names the run, in the address of its log. */
    Optional<JsonNode> madeBy(ArrayNode statuses, Instant createdAt) throws ApiFailed {
        Optional<String> id = statuses.valueStream()
                .flatMap(status -> Stream.of(text(status, "log_url"), text(status, "target_url")))
                .map(RUN::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        List<JsonNode> attempts = runs.get(id.get());
        if (attempts == null) {
            attempts = all(id.get());
            runs.put(id.get(), attempts);
        }
        return attempts.stream()
                .filter(attempt ->
                        !time(attempt, "run_started_at").orElse(Instant.MIN).isAfter(createdAt))
                .reduce((_, later) -> later);
    }

    /** Empty for a run that is gone, or that the token may not see. */
    private List<JsonNode> all(String run) throws ApiFailed {
        try {
            JsonNode newest = api.one("/actions/runs/" + run);
            return Stream.concat(earlier(run, newest).valueStream(), Stream.of(newest))
                    .toList();
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.NOT_FOUND || failed.reason() == Reason.FORBIDDEN) {
                return List.of();
            }
            throw failed;
        }
    }

    /** Those before the newest one. */
    ArrayNode earlier(String run, JsonNode newest) throws ApiFailed {
        int last = newest.path("run_attempt").asInt(1);
        ArrayNode attempts = JsonNodeFactory.instance.arrayNode();
        for (int attempt = Math.max(1, last - MOST); attempt < last; attempt++) {
            attempts.add(api.one("/actions/runs/%s/attempts/%d".formatted(run, attempt)));
        }
        return attempts;
    }
}
