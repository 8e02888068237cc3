package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/** The answer to a request that shows no valid API token where one is needed. */
final class TokenNeeded implements AuthenticationEntryPoint {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        if (CompatRoutes.isGitLab(request)) {
            writeAsGitLab(response);
            return;
        }
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

    /** Its clients look for a message. */
    private static void writeAsGitLab(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write("{\"message\":\"401 Unauthorized\"}".getBytes(StandardCharsets.UTF_8));
    }
}
