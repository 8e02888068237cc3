package dev.throughline.collector.cloudevents;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The handshake by which a sender asks whether it may post. It may: each delivery is checked for the secret anyway. A callback address that
 * it gives is never called.
 */
public final class AbuseProtection {

    private static final Pattern ORIGIN = Pattern.compile("[A-Za-z0-9.:/\\[\\]_-]{1,253}");

    private AbuseProtection() {}

    /** The headers of the answer; empty when the request is not a handshake. */
    public static Optional<Map<String, String>> answer(Function<String, @Nullable String> header) {
        return Optional.ofNullable(header.apply("WebHook-Request-Origin"))
                .map(String::strip)
                .filter(origin -> ORIGIN.matcher(origin).matches())
                .map(origin -> {
                    Map<String, String> answer =
                            new TreeMap<>(Map.of("Allow", "POST", "WebHook-Allowed-Origin", origin));
                    if (header.apply("WebHook-Request-Rate") != null) {
                        answer.put("WebHook-Allowed-Rate", "*");
                    }
                    return answer;
                });
    }
}
