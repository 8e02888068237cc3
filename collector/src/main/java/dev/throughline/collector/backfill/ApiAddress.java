package dev.throughline.collector.backfill;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The configured address of an API. */
public final class ApiAddress {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ApiAddress() {}

    /**
     * Without a slash at its end.
     *
     * @param key names it in an error
     * @throws IllegalArgumentException when it is not an address that a token may be sent to
     */
    public static URI of(String key, String url) {
        URI uri;
        try {
            uri = new URI(url.strip().replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            throw wrong(key);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        boolean isPlain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (host == null || !isPlain || !Set.of("http", "https").contains(scheme)) {
            throw wrong(key);
        }
        if (scheme.equals("http") && !isLoopback(host)) {
            throw new IllegalArgumentException(
                    key + " must begin with https: a token would be sent in the clear to '" + host + "'");
        }
        return uri;
    }

    /** Whether a host is this machine. */
    static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }

    private static IllegalArgumentException wrong(String key) {
        return new IllegalArgumentException(
                key + " must be a URL without user, query and fragment, such as https://git.example.org/api/v3");
    }
}
