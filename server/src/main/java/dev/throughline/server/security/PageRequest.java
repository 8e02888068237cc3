package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What browsers ask for, and hardly anything else. */
final class PageRequest {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private PageRequest() {}

    static boolean is(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html") && READING.contains(request.getMethod());
    }
}
