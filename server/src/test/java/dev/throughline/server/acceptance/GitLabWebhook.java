package dev.throughline.server.acceptance;

import dev.throughline.server.acceptance.FullServer.Envelope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Posts deliveries as GitLab does: about half of them by the hook of a project with a secret token, the others by one that signs. */
final class GitLabWebhook implements AutoCloseable {

    private static final String TOKEN = "a token of the acceptance tests";
    private static final byte[] KEY = "a key of thirty-two bytes, or so".getBytes(StandardCharsets.UTF_8);

    /** Both of them, as the configuration has them. */
    static final String SECRETS = TOKEN + ",whsec_" + Base64.getEncoder().encodeToString(KEY);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;

    GitLabWebhook(URI server) {
        endpoint = server.resolve("/webhooks/gitlab");
    }

    HttpResponse<String> post(Envelope envelope) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .header("X-Gitlab-Event", envelope.event())
                .header("X-Gitlab-Instance", "https://header.example.com")
                .header("Idempotency-Key", envelope.delivery())
                .POST(BodyPublishers.ofByteArray(envelope.body()));
        envelope.headers().forEach(request::header);
        if (envelope.delivery().hashCode() % 2 == 0) {
            request.header("X-Gitlab-Token", TOKEN);
        } else {
            String timestamp = Long.toString(Instant.now().getEpochSecond());
            request.header("webhook-id", envelope.delivery())
                    .header("webhook-timestamp", timestamp)
                    .header("webhook-signature", signature(envelope, timestamp));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }

    private static String signature(Envelope envelope, String timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            mac.update((envelope.delivery() + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(envelope.body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
