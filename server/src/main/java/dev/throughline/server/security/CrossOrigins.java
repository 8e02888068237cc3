package dev.throughline.server.security;

import java.time.Duration;
import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * Which scripts of other origins may read which answers: those of named origins, on the routes that browser plugins call, and nobody else.
 * Without credentials, because a browser must not lend its login to another page; the script itself sends a token.
 */
final class CrossOrigins {

    private static final List<String> HEADERS = List.of("Authorization", "Content-Type");
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private CrossOrigins() {}

    /** @param origins as browsers send them */
    static CorsConfigurationSource of(List<String> origins) {
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/dora/api/**", allowing(origins, "GET", "HEAD"));
        source.registerCorsConfiguration("/compat/liatrio/**", allowing(origins, "GET", "HEAD", "POST"));
        return source;
    }

    private static CorsConfiguration allowing(List<String> origins, String... methods) {
        var allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(List.of(methods));
        allowed.setAllowedHeaders(HEADERS);
        allowed.setAllowCredentials(false);
        allowed.setMaxAge(REMEMBERED);
        return allowed;
    }
}
