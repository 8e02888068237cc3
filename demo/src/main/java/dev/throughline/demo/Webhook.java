package dev.throughline.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Posts deliveries as GitHub does: to the webhook endpoint of a server, signed with the secret that both know. */
public final class Webhook implements AutoCloseable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;
    private final SecretKeySpec secret;

    /** @param server address of the server, e.g. {@code http://127.0.0.1:8080} */
    public Webhook(URI server, String secret) {
        this.endpoint = server.resolve("/webhooks/github");
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /**
     * Posts one delivery and waits for the answer.
     *
     * @param id its {@code X-GitHub-Delivery}; null sends none
     * @throws IOException when the server cannot be reached
     */
    public HttpResponse<String> post(String event, @Nullable String id, byte[] body)
            throws IOException, InterruptedException {
        return post(event, id, body, Map.of());
    }

    /** @param more further headers, such as the host of an Enterprise Server */
    public HttpResponse<String> post(String event, @Nullable String id, byte[] body, Map<String, String> more)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/demo")
                .header("X-GitHub-Event", event)
                .header("X-Hub-Signature-256", signature(body))
                .POST(BodyPublishers.ofByteArray(body));
        if (id != null) {
            request.header("X-GitHub-Delivery", id);
        }
        more.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
