package dev.throughline.collector.backfill;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees every answer of an API, and reports at once when it no longer accepts our token, or soon will not. */
final class ApiWitness {

    private static final Logger log = LoggerFactory.getLogger(ApiWitness.class);

    /** An unchanged state is not recorded more often than this. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    static final Duration SOON = Duration.ofDays(7);
    private static final Duration BETWEEN_WARNINGS = Duration.ofDays(1);
    /** Suffix of the header in which a forge says when a token expires. */
    private static final String EXPIRATION = "-authentication-token-expiration";

    private static final String REFUSED = "the token is not valid, or has expired: a new one has to be set";

    /** GitHub's time format: with the name of the zone, or its offset. */
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT),
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT));

    private final ApiStates states;
    private final Clock clock;
    private final Map<String, Heard> last = new ConcurrentHashMap<>();
    private final Map<String, Instant> warned = new ConcurrentHashMap<>();

    private record Heard(boolean isAccepted, @Nullable Instant expiresAt, Instant at) {}

    ApiWitness(ApiStates states, Clock clock) {
        this.states = states;
        this.clock = clock;
    }

    /** @param headers with names in lower case */
    void heard(String source, int status, Map<String, String> headers) {
        boolean isRefused = status == 401;
        if (status >= 400 && !isRefused) {
            return; // says nothing of the token
        }
        Instant now = clock.instant();
        Heard heard = new Heard(!isRefused, expiresAt(headers), now);
        Heard known = last.get(source);
        if (known != null
                && known.isAccepted == heard.isAccepted
                && Objects.equals(known.expiresAt, heard.expiresAt)
                && known.at.plus(PAUSE).isAfter(now)) {
            return;
        }
        Boolean before = states.heard(source, heard.isAccepted, isRefused ? REFUSED : null, heard.expiresAt);
        last.put(source, heard);
        if (isRefused && !Boolean.FALSE.equals(before)) {
            log.warn("The API of {} does not accept our token: {}", source, REFUSED);
        } else if (!isRefused && Boolean.FALSE.equals(before)) {
            log.info("The API of {} accepts our token again", source);
        }
        warn(source, heard.expiresAt, now);
    }

    private void warn(String source, @Nullable Instant expiresAt, Instant now) {
        boolean isSoon = expiresAt != null && expiresAt.isBefore(now.plus(SOON));
        if (isSoon && !warned.getOrDefault(source, Instant.MIN).isAfter(now.minus(BETWEEN_WARNINGS))) {
            log.warn("The token for the API of {} expires on {}: set a new one before then", source, expiresAt);
            warned.put(source, now);
        }
    }

    private static @Nullable Instant expiresAt(Map<String, String> headers) {
        String told = headers.entrySet().stream()
                .filter(header -> header.getKey().endsWith(EXPIRATION))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (told != null) {
            for (DateTimeFormatter time : TIMES) {
                try {
                    return time.parse(told.strip(), Instant::from);
                } catch (DateTimeException e) {
                    // the other one, or none that is known
                }
            }
        }
        return null;
    }
}
