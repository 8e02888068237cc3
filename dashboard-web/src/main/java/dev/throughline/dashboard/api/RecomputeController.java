package dev.throughline.dashboard.api;

import dev.throughline.engine.sample.Recompute;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Derives every number again from the facts. */
@RestController
@Profile("web")
class RecomputeController {

    private final Recompute recompute;

    RecomputeController(Recompute recompute) {
        this.recompute = recompute;
    }

    /** Marks every service as due. The status shows when all are done. */
    @PostMapping("/api/v1/recompute")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted recompute(HttpServletRequest request) {
        KnownParameters.only(request);
        return new Accepted(recompute.everything());
    }

    /** What will be done. */
    @Schema(name = "recompute")
    record Accepted(
            @Schema(description = "How many services are derived again.")
            int services) {}
}
