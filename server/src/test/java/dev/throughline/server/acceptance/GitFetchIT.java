package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.demo.Delivery;
import dev.throughline.server.demo.GitHubRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deployments told by webhooks alone, and the commits between them fetched from a git remote. */
class GitFetchIT {

    @TempDir
    private Path folder;

    @Test
    void linksDeploymentsByTheGraphOfARemote() throws IOException, InterruptedException {
        Path remote = folder.resolve("acme/shop.git");
        Files.createDirectories(remote);
        git(remote, "2026-01-05T08:00:00Z", "init", "-q", "-b", "main");
        git(remote, "2026-01-05T08:00:00Z", "config", "uploadpack.allowFilter", "true");
        String first = commit(remote, "first", "2026-01-05T08:00:00Z");
        commit(remote, "second", "2026-01-05T09:00:00Z");
        String third = commit(remote, "third", "2026-01-05T10:30:00Z");

        List<Delivery> deliveries = new ArrayList<>();
        GitHubRepository shop = new GitHubRepository(77_001, "acme/shop", deliveries::add);
        deploy(shop, first, "2026-01-05T08:30:00Z");
        deploy(shop, third, "2026-01-05T11:00:00Z");

        deploy(new GitHubRepository(77_002, "acme/gone", deliveries::add), first, "2026-01-05T08:31:00Z");
        deploy(new GitHubRepository(77_003, "acme/..shop", deliveries::add), first, "2026-01-05T08:32:00Z");

        try (FullServer server = FullServer.start(
                "--throughline.git.url=file://" + folder + "/{repository}.git",
                "--throughline.data=" + folder.resolve("data"))) {
            deliveries.forEach(server::post);
            server.settle();

            JsonNode all = server.get("/api/v1/status").path("graph");
            assertThat(all.path(0).path("state").asString()).as("%s", all).isEqualTo("bad-name");
            assertThat(all.path(1).path("state").asString()).as("%s", all).isEqualTo("failed");
            assertThat(all.path(1).path("detail").asString()).contains("acme/gone.git");
            JsonNode graph = all.path(2);
            assertThat(graph.path("repository").asString()).isEqualTo("acme/shop");
            assertThat(graph.path("state").asString()).as("%s", graph).isEqualTo("ok");
            assertThat(graph.path("commits").asLong()).isEqualTo(3);

            JsonNode last = server.items("/api/v1/deployments?service=acme%2Fshop").stream()
                    .filter(item -> third.equals(item.path("sha").asString()))
                    .findFirst()
                    .orElseThrow();
            assertThat(last.path("linked_by").asString()).as("%s", last).isEqualTo("graph");
            List<Long> seconds = server
                    .items("/api/v1/deployments/" + last.path("id").asString() + "/changes")
                    .stream()
                    .map(change -> change.path("lead_time_seconds").asLong())
                    .toList();
            assertThat(seconds).containsExactlyInAnyOrder(7200L, 1800L);
        }
    }

    private static void deploy(GitHubRepository repository, String sha, String at) {
        Instant succeeded = Instant.parse(at);
        repository.status(
                repository.unannouncedDeploy(sha, "main", "production", "deploy", succeeded.minusSeconds(120)),
                "success",
                succeeded);
    }

    private static String commit(Path remote, String message, String at) throws IOException, InterruptedException {
        git(remote, at, "commit", "-q", "--allow-empty", "-m", message);
        return git(remote, at, "rev-parse", "HEAD");
    }

    private static String git(Path folder, String at, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", at);
        builder.environment().put("GIT_COMMITTER_DATE", at);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
