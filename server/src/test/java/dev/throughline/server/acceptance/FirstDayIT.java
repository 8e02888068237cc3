package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first minutes of somebody who has just connected GitHub: the first page tells how far it is, and a deployment shows at once. */
class FirstDayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static FullServer server = FullServer.start();

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellsHowFarItIsUntilADeploymentOfAMinuteAgoCountsEverywhere() throws InterruptedException {
        assertThat(server.text("/")).contains("Nothing has arrived yet");

        server.post("ping", "first-ping", "{\"zen\":\"It works.\"}".getBytes());
        server.settle();
        assertThat(server.text("/"))
                .doesNotContain("Nothing has arrived yet")
                .contains("1 delivery has arrived.")
                .contains("<code>ping</code>")
                .contains("names a repository either");
        assertThat(server.text("/deliveries")).contains("<b>1</b> today").contains("ignored: ");
        server.send("GET", "/api/v1/deliveries/first-ping/body", "", 401, "Bearer wrong");
        assertThat(server.send("GET", "/api/v1/deliveries/first-ping/body", "", 200)
                        .path("zen")
                        .asString())
                .isEqualTo("It works.");
        assertThat(server.text("/setup/arrival?source=github")).contains("data-state=\"arrived\"", "ping arrived ");

        Story story = new Story("first-day");
        Repository shop = story.repository("shop");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        shop.github().push("main", now.minusSeconds(600), List.of(shop.commitAt("a", now.minusSeconds(900))));
        shop.deployed("D0", "a", "dev-eu", now.minusSeconds(300));
        server.tell(story);
        assertThat(server.text("/"))
                .contains("3 deliveries have arrived.")
                .contains("1 deployment has been reported,</span> to <code>dev-eu</code>. None of them")
                .contains("- environment: \"dev-eu\"")
                .contains("first-day/shop");
        assertThat(server.text("/deliveries?q=first-day/"))
                .contains("to dev-eu succeeded")
                .contains("→ push of 1 commit to main")
                .doesNotContain("ignored: ");
        assertThat(server.text("/deliveries/1")).contains("<h1>ping from github</h1>");
        for (String page : List.of("/quality", "/services/first-day/shop")) {
            assertThat(server.text(page))
                    .contains("The only deployments in this window went to ‘dev-eu’, which is not production.");
        }

        Story next = new Story("first-day-live");
        Repository live = next.repository("shop");
        live.github().push("main", now.minusSeconds(500), List.of(live.commitAt("a", now.minusSeconds(800))));
        live.deployed("D1", "a", "production", now.minusSeconds(60));
        awaitSomethingNew(() -> server.tell(next));
        assertThat(server.text("/")).doesNotContain("No number yet").contains(">n 1<");
        assertThat(server.text("/services/first-day-live/shop"))
                .contains(">1 deployment<")
                .contains("The next deployment gives a lead time.");
        assertThat(server.get("/api/v1/metrics?service=first-day-live/shop")
                        .at("/metrics/deployment_frequency/count")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.get("/api/v1/metrics/deployment_frequency/explain?service=first-day-live/shop")
                        .path("items"))
                .hasSize(1);
        assertThat(server.text("/explain/deployment_frequency?service=first-day-live/shop"))
                .contains(">one deployment<");
        assertThat(server.get("/badges/deployment_frequency.json?service=first-day-live/shop")
                        .path("message")
                        .asString())
                .matches("4\\.[01]/year");
        awaitGauge("first-day-live/shop");
    }

    /** What an open page does: it asks whether there is something new, and only then for the page. */
    private static void awaitSomethingNew(Runnable happens) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        String mark = server.text("/live");
        while (mark.endsWith("-0")) {
            Thread.sleep(50);
            mark = server.text("/live");
        }
        assertThat(server.text("/live")).isEqualTo(mark);
        happens.run();
        while (server.text("/live").equals(mark)) {
            assertThat(Instant.now()).as("nothing new").isBefore(deadline);
            Thread.sleep(50);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/setup", "/assets/throughline.css", "/assets/page.js", "/v3/api-docs", "/actuator/prometheus"})
    void compressesText(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(server.address().resolve(path))
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());

            assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(answer.body().length).isLessThan(100_000);
        }
    }

    private static void awaitGauge(String service) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        String scrape = server.text("/actuator/prometheus");
        while (scrape.lines()
                .noneMatch(line -> line.startsWith("throughline_deployments{")
                        && line.contains('"' + service + '"')
                        && line.endsWith(" 1.0"))) {
            assertThat(Instant.now()).as("no gauge in %s", scrape).isBefore(deadline);
            Thread.sleep(500);
            scrape = server.text("/actuator/prometheus");
        }
    }
}
