package dev.throughline.collector.inbox;

import dev.throughline.collector.source.Normalizers;
import dev.throughline.collector.source.Reply;
import dev.throughline.collector.source.Source;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The short path of a delivery: raw bytes, verified, made durable, answered. Nothing is parsed here. It is a filter because going through
 * the dispatcher costs more than all of this; errors take the long path, to {@link WebhookController}.
 */
final class WebhookFilter extends OncePerRequestFilter {

    static final String PATH = "/webhooks/";

    private final Normalizers sources;
    private final Reception reception;
    private final JsonMapper json;

    WebhookFilter(Normalizers sources, Reception reception, JsonMapper json) {
        this.sources = sources;
        this.reception = reception;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Source source = source(request.getRequestURI());
        if (source != null && request.getMethod().equals("POST")) {
            take(source, request, response, chain);
            return;
        }
        Reply handshake = source != null && request.getMethod().equals("OPTIONS")
                ? source.handshake(new RequestEnvelope(request)).orElse(null)
                : null;
        if (handshake == null) {
            chain.doFilter(request, response);
            return;
        }
        notePattern(request);
        write(handshake, response);
    }

    private void take(Source source, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Receipt receipt;
        try {
            receipt = reception.receive(source, request);
        } catch (IOException | RuntimeException e) {
            WebhookController.answer(request, e);
            chain.doFilter(request, response);
            return;
        }
        notePattern(request);
        Reply own = source.reply().orElse(null);
        if (own == null) {
            write(receipt, response);
        } else {
            write(own, response);
        }
    }

    /** Requests that do not pass the dispatcher are not observed under a path automatically. */
    private static void notePattern(HttpServletRequest request) {
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(WebhookController.PATTERN));
    }

    private @Nullable Source source(String path) {
        return path.startsWith(PATH)
                ? sources.source(path.substring(PATH.length())).orElse(null)
                : null;
    }

    private static void write(Reply reply, HttpServletResponse response) {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
    }

    private void write(Receipt receipt, HttpServletResponse response) throws IOException {
        byte[] answer = json.writeValueAsBytes(receipt);
        response.setStatus((receipt.isDuplicate() ? HttpStatus.OK : HttpStatus.ACCEPTED).value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
    }
}
