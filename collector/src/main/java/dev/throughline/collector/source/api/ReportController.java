package dev.throughline.collector.source.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.throughline.collector.report.Postbox;
import dev.throughline.collector.report.Report;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes what pipelines report. Durable once it is answered; of one thing the newest report is right. */
@Profile("collector")
@RestController
@RequestMapping(path = "/api/v1", consumes = MediaType.APPLICATION_JSON_VALUE)
class ReportController {

    private final Postbox postbox;

    ReportController(Postbox postbox) {
        this.postbox = postbox;
    }

    /**
     * The answer to a report.
     *
     * @param id the id of the deployment or incident in the API; left out for a change
     * @param delivery what it is kept as: {@code /api/v1/deliveries/{id}}
     */
    record Kept(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID id,

            String delivery) {}

    /** Takes a deployment that came to an end. */
    @PostMapping("/deployments")
    ResponseEntity<Kept> deployment(HttpServletRequest request) throws IOException {
        return take(Report.Kind.DEPLOYMENT, request);
    }

    /** Takes an incident as it now stands. */
    @PostMapping("/incidents")
    ResponseEntity<Kept> incident(HttpServletRequest request) throws IOException {
        return take(Report.Kind.INCIDENT, request);
    }

    /** Takes a change that was merged, with its commits. */
    @PostMapping("/changes")
    ResponseEntity<Kept> change(HttpServletRequest request) throws IOException {
        return take(Report.Kind.CHANGE, request);
    }

    private ResponseEntity<Kept> take(Report.Kind kind, HttpServletRequest request) throws IOException {
        Postbox.Kept kept = postbox.take(ApiSource.NAME, kind, request.getInputStream());
        UUID id = kind == Report.Kind.CHANGE ? null : kept.report().id();
        return ResponseEntity.status(kept.isFirst() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(new Kept(id, kept.delivery()));
    }
}
