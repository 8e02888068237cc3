package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletRequest;

/** Which addresses belong to another tool, with its own conventions. */
final class CompatRoutes {

    /** Posts a query and changes nothing. */
    static final String LIATRIO_DATA = "/compat/liatrio/data";

    private static final String GITLAB = "/api/v4/";

    private CompatRoutes() {}

    /** GitLab's REST API: it has slashes of names encoded in its paths, a header for the token, and errors of its own form. */
    static boolean isGitLab(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + GITLAB);
    }
}
