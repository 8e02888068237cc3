package dev.throughline.collector.backfill;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How an API is asked.
 *
 * @param base its address; nothing else is ever asked
 * @param isList whether an address is of a list that is asked again and again: its answer is kept, and asked for on condition
 */
public record ApiSettings(URI base, Predicate<URI> isList) {

    private static final String API = "api.";

    /**
     * Host of the repositories that the API knows, as in the ids of facts: {@code github.com} of {@code api.github.com}. Empty for an API on
     * this machine, behind which there may be any.
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
