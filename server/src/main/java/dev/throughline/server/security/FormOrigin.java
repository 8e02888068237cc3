package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a form was sent from, according to the browser: every current browser names it in {@code Sec-Fetch-Site} or {@code Origin}, and no
 * page can forge it.
 */
final class FormOrigin {

    private FormOrigin() {}

    /**
     * Whether it is one of our pages, or no browser at all. {@code Host} has been checked before.
     *
     * @param url under which people reach us, if a proxy uses another name; null for none
     */
    static boolean isOurs(HttpServletRequest request, @Nullable String url) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return true;
        }
        Optional<String> from = authority(origin);
        return from.isPresent() && (from.equals(host(request)) || url != null && from.equals(authority(url)));
    }

    /** Whether a browser speaks https to us, or to the proxy before us. */
    static boolean isEncrypted(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return request.isSecure() || origin != null && origin.startsWith("https:");
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority()).map(FormOrigin::plain);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> host(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Host")).map(FormOrigin::plain);
    }

    /** Some write the usual ports, some do not. */
    private static String plain(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
