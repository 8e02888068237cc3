package dev.throughline.collector.preview;

import dev.throughline.collector.problem.BadRequest;
import dev.throughline.collector.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what other rules for deployments, incidents, services or production would do to the numbers. */
@Profile("collector")
@RestController
class ClassificationController {

    private static final int LIMIT_MIB = 1;
    private static final int LIMIT = LIMIT_MIB * 1024 * 1024;

    private final Rehearsal rehearsal;

    ClassificationController(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Derives the last 90 days again according to the throughline.yml in the body. Nothing is applied; it takes as long as a replay. */
    @PostMapping("/api/v1/classification/preview")
    Rehearsal.Outcome preview(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw Problem.tooLarge(LIMIT_MIB);
        }
        try {
            return rehearsal.of(new String(body, StandardCharsets.UTF_8));
        } catch (Rehearsal.Wrong e) {
            throw new BadConfiguration(String.valueOf(e.getMessage()));
        } catch (Rehearsal.Busy e) {
            throw Problem.unavailable(String.valueOf(e.getMessage()));
        }
    }

    /** A throughline.yml that cannot be used. */
    private static final class BadConfiguration extends BadRequest {

        private static final long serialVersionUID = 1L;

        BadConfiguration(String detail) {
            super(detail, List.of(new Error(detail)));
        }

        private record Error(String detail) {}
    }
}
