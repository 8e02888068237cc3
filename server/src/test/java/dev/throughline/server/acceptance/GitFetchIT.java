package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.throughline.demo.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Deployments told by webhooks alone, and the commits between them fetched from git remotes. */
class GitFetchIT {

    private static final AtomicInteger REFUSED = new AtomicInteger();

    @TempDir
    private static Path folder;

    private static HttpServer http;
    private static FullServer server;

    private final List<Delivery> told = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            REFUSED.incrementAndGet();
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        http.start();
        server = FullServer.start(
                "--throughline.git.url=file://" + folder + "/{owner}+{name}",
                "--throughline.git.token=hush",
                "--throughline.git.repositories[0].repository=acme/secret",
                "--throughline.git.repositories[0].url=http://127.0.0.1:"
                        + http.getAddress().getPort() + "/secret.git",
                "--throughline.data=" + folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
        http.stop(0);
    }

    /** Webhooks first and the graph later, then both at once. */
    @Test
    void deliversWhatGitSaysIsNewInEachDeployment() {
        GitHistory shop = history(77_001, "acme/shop");
        Path remote = folder.resolve("acme+shop");
        for (int i = 1; i <= 4; i++) {
            shop.release("v" + i);
        }
        post();
        assertThat(graph("acme/shop").path("state").asString()).isEqualTo("failed");
        assertThat(links("acme/shop").values()).isNotEmpty().doesNotContain("graph");

        shop.publish(remote);
        shop.release("v5");
        shop.publish(remote);
        post();
        assertExact(shop, "acme/shop");

        for (int i = 6; i <= 8; i++) {
            shop.release("v" + i);
            shop.publish(remote);
            post();
        }
        assertExact(shop, "acme/shop");

        shop.git("checkout", "-q", "--detach", "main~3");
        String forced = shop.commit();
        shop.git("branch", "-f", "main");
        shop.publish(remote);
        shop.deploy(forced, "main");
        post();
        assertExact(shop, "acme/shop");
    }

    /** The graph first: the remote is ahead of what webhooks have told. */
    @Test
    void takesWebhooksThatComeAfterTheGraph() {
        GitHistory store = history(77_002, "acme/store");
        for (int i = 1; i <= 3; i++) {
            store.release("v" + i);
        }
        store.publish(folder.resolve("acme+store"));
        List<Delivery> all = List.copyOf(told);
        told.clear();
        for (Delivery delivery : all) {
            server.post(delivery);
        }
        server.settle();
        assertExact(store, "acme/store");
    }

    @Test
    void saysWhatIsWrongWithARemoteAndFallsBackToPushes() throws IOException, InterruptedException {
        GitHistory secret = history(77_003, "acme/secret");
        secret.release("v1");
        secret.release("v2");
        history(77_004, "acme/gone").release("v1");
        history(77_005, "acme/..shop").release("v1");
        GitHistory cut = history(77_006, "acme/cut");
        cut.release("v1");
        cut.git("clone", "-q", "--bare", "--depth", "2", "file://" + folder + "/work/acme/cut", folder + "/acme+cut");
        post();

        assertThat(graph("acme/secret").path("state").asString()).isEqualTo("failed");
        assertThat(graph("acme/secret").path("detail").asString()).contains("does not accept the credentials");
        assertThat(graph("acme/gone").path("detail").asString()).contains("acme+gone");
        assertThat(graph("acme/..shop").path("state").asString()).isEqualTo("bad-name");
        assertThat(graph("acme/cut").path("detail").asString()).contains("shallow");
        assertThat(server.text("/api/v1/status")).doesNotContain("hush");
        assertThat(links("acme/secret").values()).isNotEmpty().doesNotContain("graph");

        int tries = REFUSED.get();
        Thread.sleep(2_000);
        assertThat(REFUSED.get()).as("backs off").isEqualTo(tries);
        assertThat(server.get("/api/v1/status").path("samples_behind_seconds").asDouble())
                .isZero();

        cut.git("clone", "-q", "--bare", "file://" + folder + "/work/acme/cut", folder + "/whole");
        Files.move(folder.resolve("acme+cut"), folder.resolve("was-cut"));
        Files.move(folder.resolve("whole"), folder.resolve("acme+cut"));
        cut.deploy(cut.git("rev-parse", "HEAD"), "main");
        post();
        assertExact(cut, "acme/cut");
    }

    private GitHistory history(long id, String name) {
        return new GitHistory(folder.resolve("work").resolve(name), id, name, told::add);
    }

    private void post() {
        told.forEach(server::post);
        told.clear();
        server.settle();
    }

    private static JsonNode graph(String repository) {
        JsonNode graph = server.get("/api/v1/status").path("graph");
        for (JsonNode item : graph) {
            if (item.path("repository").asString().equals(repository)) {
                return item;
            }
        }
        throw new AssertionError(repository + " is not in " + graph);
    }

    /** How each deployment but the first was linked, by commit. */
    private static Map<String, String> links(String service) {
        Map<String, String> links = new LinkedHashMap<>();
        List<JsonNode> deployments = deployments(service);
        deployments
                .subList(0, deployments.size() - 1)
                .forEach(item -> links.put(
                        item.path("sha").asString(), item.path("linked_by").asString("")));
        return links;
    }

    private static List<JsonNode> deployments(String service) {
        return server.items("/api/v1/deployments?service=" + FullServer.encode(service));
    }

    private static void assertExact(GitHistory history, String service) {
        assertThat(graph(service).path("state").asString())
                .as("%s", graph(service))
                .isEqualTo("ok");
        List<JsonNode> deployments = deployments(service);
        assertThat(deployments.reversed())
                .extracting(item -> item.path("sha").asString())
                .containsExactlyElementsOf(history.deployed());
        assertThat(links(service).values()).containsOnly("graph");
        for (JsonNode deployment : deployments.subList(0, deployments.size() - 1)) {
            Map<String, Long> delivered = new LinkedHashMap<>();
            server.items("/api/v1/deployments/" + deployment.path("id").asString() + "/changes").stream()
                    .filter(change -> !change.path("merge").asBoolean())
                    .forEach(change -> delivered.put(
                            change.path("sha").asString(),
                            change.path("lead_time_seconds").asLong()));
            assertThat(delivered)
                    .as("%s", deployment)
                    .containsExactlyInAnyOrderEntriesOf(
                            history.delivered(deployment.path("sha").asString()));
        }
    }
}
