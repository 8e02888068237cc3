package dev.throughline.server.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * The answer to a request without a valid API token if one is needed. A browser that asked for a page gets the sign-in page, and no {@code
 * Basic} challenge: its own dialog would cover that page.
 */
final class TokenNeeded implements AuthenticationEntryPoint {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SIGN_IN = "/sign-in";

    private final boolean hasPages;

    /** @param hasPages whether this process shows pages */
    TokenNeeded(boolean hasPages) {
        this.hasPages = hasPages;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException, ServletException {
        if (CompatRoutes.isGitLab(request)) {
            writeAsGitLab(response);
            return;
        }
        response.addHeader("WWW-Authenticate", "Bearer realm=\"Throughline\"");
        if (hasPages && PageRequest.is(request) && !request.getRequestURI().startsWith("/api/")) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            request.getRequestDispatcher(SIGN_IN).forward(request, response);
            return;
        }
        boolean isReading = READING.contains(request.getMethod());
        if (isReading) {
            response.addHeader("WWW-Authenticate", "Basic realm=\"Throughline\", charset=\"UTF-8\"");
        }
        Problem.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "unauthenticated",
                "Authentication needed",
                isReading
                        ? "send the API token: Authorization: Bearer <token>, or as the password of Basic with any user name"
                        : "send the API token: Authorization: Bearer <token>");
    }

    /** Its clients look for a message. */
    private static void writeAsGitLab(HttpServletResponse response) throws IOException {
        response.setStatus(HttpStatus.UNAUTHORIZED.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write("{\"message\":\"401 Unauthorized\"}".getBytes(StandardCharsets.UTF_8));
    }
}
