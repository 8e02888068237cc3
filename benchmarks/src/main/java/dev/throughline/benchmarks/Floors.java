package dev.throughline.benchmarks;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What the inbox is measured against, on the same server and database: an endpoint that only reads the body and verifies its
 * signature, and the naive one that stores each body in a jsonb column with a commit of its own.
 */
@RestController
class Floors {

    private final JdbcClient database;
    private final Signature signature = new Signature(ServerProcess.SECRET);

    /** @param database made after the migrations, which want an empty database */
    Floors(JdbcClient database) {
        this.database = database;
        database.sql("create table if not exists naive_delivery (delivery uuid primary key, body jsonb not null)")
                .update();
    }

    @PostMapping("/webhooks/floor/verify")
    ResponseEntity<Void> verify(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        return ResponseEntity.status(isGenuine(request, body) ? 202 : 401).build();
    }

    @PostMapping("/webhooks/floor/naive")
    ResponseEntity<Void> naive(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        if (!isGenuine(request, body)) {
            return ResponseEntity.status(401).build();
        }
        database.sql(
                        "insert into naive_delivery (delivery, body) values (:delivery, :body::jsonb) on conflict do nothing")
                .param("delivery", UUID.fromString(request.getHeader("X-GitHub-Delivery")))
                .param("body", new String(body, StandardCharsets.UTF_8))
                .update();
        return ResponseEntity.status(202).build();
    }

    private boolean isGenuine(HttpServletRequest request, byte[] body) {
        return signature.isOf(body, request.getHeader("X-Hub-Signature-256"));
    }
}
