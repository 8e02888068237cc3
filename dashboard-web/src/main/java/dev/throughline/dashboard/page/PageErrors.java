package dev.throughline.dashboard.page;

import dev.throughline.dashboard.page.frame.Wrong;
import dev.throughline.dashboard.problem.BadParameter;
import dev.throughline.dashboard.problem.NotFound;
import dev.throughline.engine.metric.TooManyBuckets;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.UnknownZone;
import dev.throughline.engine.outage.Outage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers a browser that asked for a page with a page. Clients that do not accept text/html get a problem document from elsewhere. */
class PageErrors implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(PageErrors.class);
    private static final List<String> FOR_MACHINES =
            List.of("/api/", "/badges/", "/webhooks/", "/actuator/", "/v3/", "/assets/", "/webjars/");

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!asksForPage(request) || FOR_MACHINES.stream().anyMatch(path::startsWith)) {
            return null;
        }
        return switch (e) {
            case BadParameter bad ->
                new ModelAndView(
                        "error",
                        Map.of("status", HttpStatus.BAD_REQUEST.value(), "wrong", Wrong.of(bad)),
                        HttpStatus.BAD_REQUEST);
            case NotFound notFound -> page(HttpStatus.NOT_FOUND, sentence(notFound.getMessage()));
            case UnknownService unknown -> page(HttpStatus.NOT_FOUND, sentence(unknown.getMessage()));
            case TooManyBuckets tooMany -> page(HttpStatus.BAD_REQUEST, sentence(tooMany.getMessage()));
            case UnknownZone zone -> page(HttpStatus.BAD_REQUEST, sentence(zone.getMessage()));
            case ErrorResponse answer
            when answer.getStatusCode().is4xxClientError() -> page(answer.getStatusCode(), "");
            case DataAccessResourceFailureException _,
                    TransientDataAccessException _,
                    RecoverableDataAccessException _,
                    CannotCreateTransactionException _ -> {
                log.warn("Could not show {}: {}", path, Outage.brief(e));
                response.setHeader("Retry-After", "5");
                yield page(
                        HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached. Try again in a few seconds.");
            }
            default -> {
                String id = UUID.randomUUID().toString();
                log.error("Could not show {} (trace {})", path, id, e);
                yield page(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "The server's log has the reason under the trace " + id + ".");
            }
        };
    }

    private static ModelAndView page(HttpStatusCode status, String detail) {
        return new ModelAndView("error", Map.of("status", status.value(), "detail", detail), status);
    }

    private static String sentence(@Nullable String message) {
        return message == null || message.isEmpty()
                ? ""
                : Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    private static boolean asksForPage(HttpServletRequest request) {
        try {
            String accept = request.getHeader("Accept");
            return accept != null
                    && MediaType.parseMediaTypes(accept).stream()
                            .anyMatch(type -> type.isConcrete() && MediaType.TEXT_HTML.includes(type));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }
}
