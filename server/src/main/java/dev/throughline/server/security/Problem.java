package dev.throughline.server.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** A problem document (RFC 9457) for what is refused before any controller sees it. */
final class Problem {

    private Problem() {}

    /** @param detail fixed text of ours, never what a client sent */
    static void write(HttpServletResponse response, HttpStatus status, String type, String title, String detail)
            throws IOException {
        byte[] body = "{\"type\":\"/problems/%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(type, title, status.value(), detail)
                .getBytes(StandardCharsets.UTF_8);
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
