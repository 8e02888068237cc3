package dev.throughline.server.transfer;

import dev.throughline.server.command.RunningServer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
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
        String body = JSON.writeValueAsString(report);
        RunningServer.Answer answer = server.post(path, body, ONCE, "import-" + hash(body));
        switch (answer.status()) {
            case 201 -> stored.incrementAndGet();
            case 200 -> {}
            default -> throw server.unexpected(path, answer);
        }
    }

    /** How many were not known before. */
    long stored() {
        return stored.get();
    }

    /** SHA-256 in hex. */
    static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
