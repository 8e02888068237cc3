package dev.throughline.collector.graph;

import dev.throughline.engine.ledger.CommitGraphLedger;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes commits with their parents, as {@code git log} lists them: neither code nor messages. */
@Profile("collector")
@RestController
class CommitGraphController {

    private final CommitGraphLedger ledger;

    CommitGraphController(CommitGraphLedger ledger) {
        this.ledger = ledger;
    }

    /** Takes one commit per line, any number of them, all or none. */
    @PostMapping("/api/v1/commits")
    CommitGraphLedger.Receipt receive(HttpServletRequest request) throws IOException {
        try (CommitLines lines = new CommitLines(request.getInputStream())) {
            return ledger.record(lines);
        }
    }
}
