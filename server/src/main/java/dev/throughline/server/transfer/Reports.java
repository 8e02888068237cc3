package dev.throughline.server.transfer;

import dev.throughline.collector.payload.Sha256;
import dev.throughline.server.command.RunningServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** Posts reports to the REST API, each once: one that says the same again changes nothing. */
final class Reports {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ONCE = "Idempotency-Key";

    private final RunningServer server;
    private final AtomicLong stored = new AtomicLong();

    Reports(RunningServer server) {
        this.server = server;
    }

    /** @param path e.g. {@code /api/v1/deployments} */
    void post(String path, Map<String, ?> report) {
        RunningServer.Answer answer = send(path, report);
        if (answer.status() != 200 && answer.status() != 201) {
            throw server.unexpected(path, answer);
        }
    }

    /** The same of a report that may be refused for what it says: why it was; empty when it was taken. */
    Optional<String> offer(String path, Map<String, ?> report) {
        RunningServer.Answer answer = send(path, report);
        return switch (answer.status()) {
            case 200, 201 -> Optional.empty();
            case 400 -> Optional.of(answer.complaint());
            default -> throw server.unexpected(path, answer);
        };
    }

    private RunningServer.Answer send(String path, Map<String, ?> report) {
        String body = JSON.writeValueAsString(report);
        RunningServer.Answer answer = server.post(path, body, ONCE, "import-" + hash(body));
        if (answer.status() == 201) {
            stored.incrementAndGet();
        }
        return answer;
    }

    /** How many were not known before. */
    long stored() {
        return stored.get();
    }

    /** SHA-256 in hex. */
    static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
