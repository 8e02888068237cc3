package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** The answer to a request that shows no valid API token where one is needed. */
final class TokenNeeded implements AuthenticationEntryPoint {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        response.addHeader("WWW-Authenticate", "Bearer realm=\"Throughline\"");
        if (READING.contains(request.getMethod())) {
            response.addHeader("WWW-Authenticate", "Basic realm=\"Throughline\", charset=\"UTF-8\"");
        }
        Problem.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "Authentication needed",
                "send the API token: Authorization: Bearer <token>");
    }
}
