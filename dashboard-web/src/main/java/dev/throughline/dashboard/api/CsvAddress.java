package dev.throughline.dashboard.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lists ending in {@code .csv}: the same list, asked for as {@code Accept: text/csv}. */
final class CsvAddress extends OncePerRequestFilter {

    private static final String ENDING = ".csv";
    private static final Set<String> LISTS =
            Set.of("/api/v1/deployments.csv", "/api/v1/incidents.csv", "/api/v1/changes.csv", "/api/v1/services.csv");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (LISTS.contains(path)) {
            request.getRequestDispatcher(path.substring(0, path.length() - ENDING.length()))
                    .forward(new AsksForCsv(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static final class AsksForCsv extends HttpServletRequestWrapper {

        AsksForCsv(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT) ? "text/csv" : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase(HttpHeaders.ACCEPT)
                    ? Collections.enumeration(List.of("text/csv"))
                    : super.getHeaders(name);
        }
    }
}
