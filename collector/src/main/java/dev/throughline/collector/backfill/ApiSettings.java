package dev.throughline.collector.backfill;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How an API is called.
 *
 * @param base its address; nothing else is ever called
 * @param isList whether an address is a list that is requested again and again: its answer is cached, and requested conditionally
 */
public record ApiSettings(URI base, Predicate<URI> isList) {

    private static final String API = "api.";

    /**
     * Host of the repositories that the API knows, as in the ids of facts: {@code github.com} of {@code api.github.com}. Empty for an API
     * on this machine, which may stand for any host.
     */
    public Optional<String> host() {
        String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
        if (ApiAddress.isLoopback(host)) {
            return Optional.empty();
        }
        String named = host.startsWith(API) ? host.substring(API.length()) : host;
        return Optional.of(base.getPort() < 0 ? named : named + ":" + base.getPort());
    }
}
