package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.forge.ForgeState;
import dev.throughline.server.forge.GitHubApi;
import dev.throughline.server.forge.RepositoryStory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A GitHub App lets history be read in the place of a token: its own tokens end, and are renewed. */
class GitHubAppIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void readsHistoryAsAnApp(@TempDir Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Path key = folder.resolve("app.pem");
        Files.writeString(key, pkcs1(keys.getPrivate()));
        RepositoryStory shop = RepositoryStory.of(811, "acme/app", Instant.parse("2026-03-02T09:00:00Z"));
        shop.status(shop.deploy(shop.head("main"), "production"), "success");
        shop.commit("pears", "Weigh pears");
        shop.merge(shop.open("pears"));
        shop.status(shop.deploy(shop.head("main"), "production"), "success");
        try (GitHubApi api = new GitHubApi(ForgeState.of(shop.repository()))) {
            api.app("12345", keys.getPublic(), 99, Duration.ofHours(1), "acme/app");
            try (FullServer server = FullServer.start(
                    "--throughline.github.app-id=12345",
                    "--throughline.github.app-key-file=" + key,
                    "--throughline.github.app-installation=99",
                    "--throughline.github.api-url=" + api.url(),
                    "--throughline.backfill=off")) {
                String id = server.send(
                                "POST",
                                "/api/v1/backfills",
                                "{\"source\":\"github\",\"repositories\":[\"*/app\"]}",
                                202)
                        .path("id")
                        .asString();
                JsonNode backfill = server.get("/api/v1/backfills/" + id);
                long until = System.nanoTime() + PATIENCE.toNanos();
                while (backfill.path("finished_at").isNull() && System.nanoTime() < until) {
                    Thread.sleep(100);
                    backfill = server.get("/api/v1/backfills/" + id);
                }

                assertThat(backfill.path("state").asString()).as("%s", backfill).isEqualTo("done");
                assertThat(server.items("/api/v1/deployments?service=acme%2Fapp"))
                        .hasSize(2);
            }
        }
    }

    /** As GitHub gives it: PKCS#1, which Java does not write. It stands in the last octets of PKCS#8. */
    private static String pkcs1(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        byte[] inner = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(inner)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }
}
