package dev.throughline.collector.comment;

import dev.throughline.collector.backfill.AnswerCache;
import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ApiSettings;
import dev.throughline.collector.backfill.ApiTransport;
import dev.throughline.collector.backfill.Pacing;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls a forge on behalf of a command: reads are retried when the forge stumbles, writes are not, because they may have been accepted.
 */
public final class ForgeClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A pipeline cannot wait until the next hour. */
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(2);

    private final URI base;
    private final Map<String, String> headers;
    private final ApiClient reading;
    private final ApiClient writing;

    /** @param headers including the token */
    public ForgeClient(URI base, Map<String, String> headers, Clock clock) {
        this.base = base;
        this.headers = Map.copyOf(headers);
        ApiSettings settings = new ApiSettings(base, _ -> false);
        ApiTransport transport = new ApiTransport();
        this.reading = new ApiClient(transport, settings, new NothingKept(), new Patient(), 1, clock);
        this.writing = new ApiClient(transport, settings, new NothingKept(), new Once(), 1, clock);
    }

    /** @param path below the address of the API */
    public JsonNode get(String path) throws ApiFailed {
        return json(reading.get(URI.create(base + path), headers));
    }

    /** Sends a text as the field {@code body}. */
    public void send(String method, String path, String text) throws ApiFailed {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        writing.send(method, URI.create(base + path), all, JSON.writeValueAsBytes(Map.of("body", text)));
    }

    private static JsonNode json(ApiClient.Answer answer) throws ApiFailed {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ApiFailed(Reason.NOT_AN_API, "an answer is not readable JSON");
        }
    }

    /** Waits, within reason. */
    private static class Patient implements Pacing {

        @Override
        public void asks() {
            // as often as it takes
        }

        @Override
        public void waitsForLimit(Duration pause, Instant until) throws ApiFailed {
            if (pause.compareTo(LONGEST_LIMIT) > 0) {
                throw new ApiFailed(
                        Reason.LIMITED, "too many requests were made with this token: try again after " + until, until);
            }
            waits(pause);
        }

        @Override
        public void stays() throws ApiFailed {
            if (Thread.currentThread().isInterrupted()) {
                throw new ApiFailed(Reason.STOPPED, "interrupted");
            }
        }
    }

    /** Waits only for a limit, which means that nothing was accepted. */
    private static final class Once extends Patient {

        private boolean isLimit;

        @Override
        public void waitsForLimit(Duration pause, Instant until) throws ApiFailed {
            isLimit = true;
            try {
                super.waitsForLimit(pause, until);
            } finally {
                isLimit = false;
            }
        }

        @Override
        public void waits(Duration pause) throws ApiFailed {
            if (!isLimit) {
                throw new ApiFailed(
                        Reason.UNAVAILABLE,
                        "the forge did not say whether it took the comment: run this again, and it is found or written");
            }
            super.waits(pause);
        }
    }

    private static final class NothingKept implements AnswerCache {

        @Override
        public Optional<Kept> find(String url) {
            return Optional.empty();
        }

        @Override
        public void keep(String url, Kept answer) {
            // asked once
        }
    }
}
