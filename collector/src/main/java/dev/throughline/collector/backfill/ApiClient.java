package dev.throughline.collector.backfill;

import dev.throughline.collector.backfill.ApiFailed.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Calls the API of a forge, politely: one request at a time, conditionally if the answer is known, never faster than its limits allow, and
 * with retries when it stumbles. Only its own address is called, wherever an answer points: the token goes nowhere else.
 */
public final class ApiClient {

    private static final int MOST_TRIES = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_KEPT_BYTES = 4 * 1024 * 1024;
    private static final Duration SECONDARY_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);
    private static final int LONGEST_MESSAGE = 200;

    /** The headers of a stored answer that are needed later. */
    private static final List<String> KEPT_HEADERS = List.of("content-type", "link", "x-next-page", "x-total");

    private final ApiTransport transport;
    private final ApiSettings settings;
    private final AnswerCache cache;
    private final Pacing pacing;
    private final double quotaShare;
    private final Clock clock;

    /**
     * @param quotaShare how much of the quota may be used, above 0, at most 1: the rest is left to others with the same token
     */
    public ApiClient(
            ApiTransport transport,
            ApiSettings settings,
            AnswerCache cache,
            Pacing pacing,
            double quotaShare,
            Clock clock) {
        this.transport = transport;
        this.settings = settings;
        this.cache = cache;
        this.pacing = pacing;
        this.quotaShare = quotaShare;
        this.clock = clock;
    }

    /**
     * A successful answer.
     *
     * @param headers with names in lower case
     * @param isOld whether it has not changed since the last request
     */
    public record Answer(int status, Map<String, String> headers, byte[] body, boolean isOld) {

        /** A header, null when there is none. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Requests something.
     *
     * @param uri below the address of the API, or one named by an answer, of which only the path counts
     * @param headers including the token
     * @throws ApiFailed when there is no successful answer
     */
    public Answer get(URI uri, Map<String, String> headers) throws ApiFailed {
        return send("GET", uri, headers, new byte[0]);
    }

    /** The same with another method. Nothing is cached then. */
    public Answer send(String method, URI uri, Map<String, String> headers, byte[] body) throws ApiFailed {
        URI own = own(uri);
        boolean isKept = method.equals("GET") && settings.isList().test(own);
        Optional<AnswerCache.Kept> kept = isKept ? cache.find(own.toString()) : Optional.empty();
        int limits = 0;
        for (int tries = 1; ; tries++) {
            try {
                return once(method, own, headers, body, isKept, kept.orElse(null));
            } catch (ApiFailed failed) {
                if (failed.reason() == Reason.LIMITED) {
                    waitForLimit(failed, limits++);
                    tries--;
                } else if (!failed.isPassing() || tries >= MOST_TRIES) {
                    throw failed;
                } else {
                    pacing.waits(pause(tries));
                }
            }
        }
    }

    private static Duration pause(int tries) {
        long millis = FIRST_PAUSE.toMillis() << (tries - 1);
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /** As long as the answer says, and longer each time in a row: a wrong value must not lead to requests without a pause. */
    private void waitForLimit(ApiFailed failed, int before) throws ApiFailed {
        Instant now = clock.instant();
        Instant told = failed.retryAt() == null ? now.plus(SECONDARY_PAUSE) : failed.retryAt();
        Duration least = Duration.ofMillis(500L << Math.min(before, 12));
        Duration pause = Duration.between(now, told);
        pause = pause.compareTo(least) < 0 ? least : pause;
        pacing.waitsForLimit(pause, now.plus(pause));
    }

    /**
     * The same path below our own address. Answers use the address that the forge believes it has, which may differ from that of a proxy in
     * front of it.
     */
    private URI own(URI uri) throws ApiFailed {
        String base = settings.base().toString();
        String text = uri.toString();
        if (text.startsWith(base + "/") || text.equals(base)) {
            return uri;
        }
        String path = Optional.ofNullable(uri.getRawPath()).orElse("");
        String below = Optional.ofNullable(settings.base().getRawPath()).orElse("");
        for (String prefix : List.of(below, "/api/v3", "/api/v4", "")) {
            if (path.startsWith(prefix + "/")) {
                String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
                return URI.create(base + path.substring(prefix.length()) + query);
            }
        }
        throw new ApiFailed(
                Reason.NOT_AN_API, "the answer points to '%s', which is not an address".formatted(brief(text)));
    }

    private Answer once(
            String method,
            URI uri,
            Map<String, String> headers,
            byte[] body,
            boolean isKept,
            AnswerCache.@Nullable Kept kept)
            throws ApiFailed {
        URI asked = uri;
        for (int redirects = 0; ; redirects++) {
            pacing.asks();
            ApiTransport.Reply reply = exchange(method, asked, headers, body, kept);
            int status = reply.status();
            Map<String, String> told = reply.headers();
            pacing.hears(status, told);
            if (status == 304 && kept != null) {
                heed(told);
                Map<String, String> both = new HashMap<>(kept.headers());
                both.putAll(told);
                return new Answer(200, both, kept.body(), true);
            }
            if (status >= 300 && status < 400 && status != 304) {
                asked = redirected(asked, told.get("location"), redirects);
                continue;
            }
            byte[] answer = reply.body();
            if (status >= 400) {
                throw failure(status, told, answer, asked);
            }
            checkType(told, answer, asked);
            if (isKept) {
                keep(uri, told, answer);
            }
            heed(told);
            return new Answer(status, told, answer, false);
        }
    }

    private ApiTransport.Reply exchange(
            String method, URI uri, Map<String, String> headers, byte[] body, AnswerCache.@Nullable Kept kept)
            throws ApiFailed {
        if (kept == null) {
            return transport.exchange(method, uri, headers, body);
        }
        Map<String, String> conditional = new HashMap<>(headers);
        conditional.put("If-None-Match", kept.etag());
        return transport.exchange(method, uri, conditional, body);
    }

    private URI redirected(URI from, @Nullable String location, int redirects) throws ApiFailed {
        if (location == null || redirects >= MOST_REDIRECTS) {
            throw new ApiFailed(
                    Reason.NOT_AN_API, "%s sends elsewhere, and never answers".formatted(ApiTransport.place(from)));
        }
        try {
            return own(from.resolve(location));
        } catch (IllegalArgumentException e) {
            throw new ApiFailed(
                    Reason.NOT_AN_API,
                    "%s redirects to '%s', which is not an address"
                            .formatted(ApiTransport.place(from), brief(location)));
        }
    }

    private ApiFailed failure(int status, Map<String, String> told, byte[] body, URI uri) {
        String said = message(told, body);
        String detail = "%s answers %d%s".formatted(ApiTransport.place(uri), status, said.isEmpty() ? "" : ": " + said);
        Optional<Instant> limit = limit(status, told, said);
        if (limit.isPresent()) {
            return new ApiFailed(Reason.LIMITED, detail, limit.get());
        }
        return new ApiFailed(
                switch (status) {
                    case 401, 407 -> Reason.UNAUTHORIZED;
                    case 403, 451 -> Reason.FORBIDDEN;
                    case 404, 410 -> Reason.NOT_FOUND;
                    case 408, 425, 429, 500, 502, 503, 504 -> Reason.UNAVAILABLE;
                    default -> status >= 500 ? Reason.UNAVAILABLE : Reason.REFUSED;
                },
                detail);
    }

    /** If a refusal is a rate limit: when it ends. */
    private Optional<Instant> limit(int status, Map<String, String> told, String said) {
        boolean mayBe = status == 429 || status == 403 || status == 503 && told.containsKey("retry-after");
        if (!mayBe) {
            return Optional.empty();
        }
        Optional<Duration> wait = number(told, "retry-after").map(Duration::ofSeconds);
        if (wait.isEmpty() && isUsedUp(told)) {
            wait = untilReset(told);
        }
        if (wait.isEmpty() && (status == 429 || said.toLowerCase(Locale.ROOT).contains("rate limit"))) {
            wait = Optional.of(SECONDARY_PAUSE);
        }
        return wait.map(this::at);
    }

    private Instant at(Duration wait) {
        Duration bounded = wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.isNegative() ? Duration.ZERO : wait;
        return clock.instant().plus(bounded);
    }

    private static boolean isUsedUp(Map<String, String> told) {
        return remaining(told).filter(left -> left <= 0).isPresent();
    }

    private static Optional<Long> remaining(Map<String, String> told) {
        return number(told, "x-ratelimit-remaining").or(() -> number(told, "ratelimit-remaining"));
    }

    /** By the forge's own clock, should ours be wrong. */
    private Optional<Duration> untilReset(Map<String, String> told) {
        Instant now = date(told).orElseGet(clock::instant);
        return number(told, "x-ratelimit-reset")
                .or(() -> number(told, "ratelimit-reset"))
                .map(reset ->
                        Duration.between(now, Instant.ofEpochSecond(reset)).plusSeconds(1));
    }

    private static Optional<Instant> date(Map<String, String> told) {
        try {
            return Optional.ofNullable(told.get("date"))
                    .map(date -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(Map<String, String> told, String name) {
        try {
            return Optional.ofNullable(told.get(name)).map(String::strip).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Leaves the rest of the quota to others. */
    private void heed(Map<String, String> told) throws ApiFailed {
        Optional<Long> limit = number(told, "x-ratelimit-limit").or(() -> number(told, "ratelimit-limit"));
        Optional<Long> left = remaining(told);
        boolean isEnough = limit.isEmpty() || left.isEmpty() || left.get() >= limit.get() * (1 - quotaShare);
        Optional<Duration> wait = isEnough ? Optional.empty() : untilReset(told);
        if (wait.isPresent()) {
            Instant until = at(wait.get());
            pacing.waitsForLimit(Duration.between(clock.instant(), until), until);
        }
    }

    private void checkType(Map<String, String> told, byte[] body, URI uri) throws ApiFailed {
        String type = told.getOrDefault("content-type", "");
        boolean isJson = type.toLowerCase(Locale.ROOT).contains("json");
        if (!isJson && body.length > 0) {
            throw new ApiFailed(
                    Reason.NOT_AN_API,
                    "%s answers with %s instead of JSON: there may be a proxy in between, or the URL is not that of the API"
                            .formatted(ApiTransport.place(uri), type.isEmpty() ? "something" : brief(type)));
        }
    }

    private void keep(URI uri, Map<String, String> told, byte[] body) {
        String etag = told.get("etag");
        if (etag != null && body.length <= MOST_KEPT_BYTES) {
            Map<String, String> headers = new HashMap<>(told);
            headers.keySet().retainAll(KEPT_HEADERS);
            cache.keep(uri.toString(), new AnswerCache.Kept(etag, headers, body));
        }
    }

    /** What the forge says about a failure, if anything. */
    private static String message(Map<String, String> told, byte[] body) {
        String type = told.getOrDefault("content-type", "");
        if (!type.contains("json")) {
            return "";
        }
        return ApiMessage.of(Arrays.copyOf(body, Math.min(body.length, 4096)))
                .map(ApiClient::brief)
                .orElse("");
    }

    private static String brief(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
