package dev.throughline.collector.source.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.collector.report.Postbox;
import dev.throughline.collector.report.SourceReport;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes the reports of pipelines. Durable once answered; the newest report about a thing is right. */
@Profile("collector")
@RestController
@RequestMapping(path = "/api/v1", consumes = MediaType.APPLICATION_JSON_VALUE)
class ReportController {

    /** Identifies a report for its sender, so that it is kept once however often it is sent. */
    private static final String ONCE = "Idempotency-Key";

    private final Postbox postbox;

    ReportController(Postbox postbox) {
        this.postbox = postbox;
    }

    /**
     * The answer to a report.
     *
     * @param id the id of the deployment or incident in the API; left out for a change and for messages
     * @param delivery its delivery: {@code /api/v1/deliveries/{id}}
     */
    record Kept(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID id,

            String delivery) {}

    /** Takes a finished deployment. */
    @PostMapping("/deployments")
    ResponseEntity<Kept> deployment(
            @RequestHeader(name = ONCE, required = false) @Nullable String once, HttpServletRequest request)
            throws IOException {
        return take(SourceReport.Kind.DEPLOYMENT, once, request);
    }

    /** Takes an incident in its current state. */
    @PostMapping("/incidents")
    ResponseEntity<Kept> incident(
            @RequestHeader(name = ONCE, required = false) @Nullable String once, HttpServletRequest request)
            throws IOException {
        return take(SourceReport.Kind.INCIDENT, once, request);
    }

    /** Takes a merged change with its commits. */
    @PostMapping("/changes")
    ResponseEntity<Kept> change(
            @RequestHeader(name = ONCE, required = false) @Nullable String once, HttpServletRequest request)
            throws IOException {
        return take(SourceReport.Kind.CHANGE, once, request);
    }

    /** Takes commit messages, in addition to the commit graph. */
    @PostMapping("/commits/messages")
    ResponseEntity<Kept> messages(
            @RequestHeader(name = ONCE, required = false) @Nullable String once, HttpServletRequest request)
            throws IOException {
        return take(SourceReport.Kind.MESSAGES, once, request);
    }

    private ResponseEntity<Kept> take(SourceReport.Kind kind, @Nullable String once, HttpServletRequest request)
            throws IOException {
        String key = once == null || once.isBlank() ? null : once.strip();
        Postbox.Kept kept = postbox.take(ApiSource.NAME, kind, key, request.getInputStream());
        boolean isShown = kind == SourceReport.Kind.DEPLOYMENT || kind == SourceReport.Kind.INCIDENT;
        UUID id = isShown ? kept.report().id() : null;
        return ResponseEntity.status(kept.isFirst() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Kept(id, kept.delivery()));
    }
}
