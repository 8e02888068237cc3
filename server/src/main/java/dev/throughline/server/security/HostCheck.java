package dev.throughline.server.security;

import dev.throughline.server.settings.Settings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests for a host that is not ours. A page on the web can point its own name at 127.0.0.1 and read what answers there (DNS
 * rebinding), but it cannot choose the {@code Host} that the browser then sends.
 */
final class HostCheck extends OncePerRequestFilter {

    private final Set<String> known = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

    private final boolean isOpen;

    HostCheck(Settings settings) {
        isOpen = settings.isOpenToReaders();
        settings.hosts().forEach(host -> known.add(host.strip().toLowerCase(Locale.ROOT)));
        known.add(settings.address().toLowerCase(Locale.ROOT));
        String url = settings.url();
        if (url != null) {
            known.add(String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT));
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isProbe(request) || isKnown(request.getHeader("Host"))) {
            chain.doFilter(request, response);
            return;
        }
        if (PageRequest.is(request)) {
            UnknownHostPage.write(response, nameIn(request.getHeader("Host")), isOpen);
            return;
        }
        Problem.write(
                response,
                HttpStatus.MISDIRECTED_REQUEST,
                "unknown-host",
                "Unknown host",
                "this server does not answer for that host: list it in THROUGHLINE_HOSTS");
    }

    /** Orchestrators probe by the address they know; the answer tells nothing but up or down. */
    private static boolean isProbe(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator/health/");
    }

    private boolean isKnown(@Nullable String host) {
        return host != null && known.contains(nameIn(host).toLowerCase(Locale.ROOT));
    }

    /** Without the port. */
    private static String nameIn(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":\\d*$", "");
    }
}
