package dev.throughline.collector.inbox;

import dev.throughline.collector.problem.Problem;
import dev.throughline.collector.problem.Unavailable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Accepts deliveries at the bare address, as the event handler of Four Keys did, on the same short path as {@link WebhookFilter}. Its
 * answers are those of the event handler, without a body: 204, and 403 for a sender that cannot prove who it is.
 */
final class DropInFilter extends OncePerRequestFilter {

    static final String PATH = "/";

    private static final String RETRY_AFTER_SECONDS = "30";

    private final DropIn dropIn;
    private final Reception reception;
    private final CollectorMeters meters;

    DropInFilter(DropIn dropIn, Reception reception, CollectorMeters meters) {
        this.dropIn = dropIn;
        this.reception = reception;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
            return;
        }
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(PATH));
        int status = take(request);
        response.setStatus(status);
        if (status == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
    }

    /** Answers with the status for a delivery. */
    private int take(HttpServletRequest request) throws IOException {
        DropIn.Addressee addressee = dropIn.of(new RequestEnvelope(request)).orElse(null);
        if (addressee == null) {
            meters.count("unknown", "rejected");
            return HttpStatus.FORBIDDEN.value();
        }
        try {
            reception.receive(addressee.source(), addressee.reader(), request);
            return HttpStatus.NO_CONTENT.value();
        } catch (Problem e) {
            return e.isBadSignature() ? HttpStatus.FORBIDDEN.value() : e.status();
        } catch (Unavailable e) {
            return HttpStatus.SERVICE_UNAVAILABLE.value();
        }
    }
}
