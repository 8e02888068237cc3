package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Delivery;
import dev.throughline.server.ThroughlineApplication;
import dev.throughline.server.transfer.ExportCommand;
import dev.throughline.server.transfer.ImportCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What one installation exports, another one takes over. */
class TransferIT {

    private static final byte[] NO_TEXT = {'{', (byte) 0xff, 0, '}'};

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void givesTheSameAnswersInAnotherInstallation() throws IOException {
        Path file = folder.resolve("all.ndjson.gz");
        try (FullServer one = FullServer.start();
                FullServer other = FullServer.start()) {
            fill(one);

            assertThat(export(one, file.toString())).as(said()).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(take(other, file)).as(said()).isZero();

            List<String> answers = answers(one);
            assertThat(answers(other)).isEqualTo(answers);
            assertThat(said()).contains("3 verdicts");

            // all of it in another order, and again
            List<String> lines = new ArrayList<>(lines(file));
            Collections.shuffle(lines, new Random(7));
            Path shuffled = Files.write(folder.resolve("shuffled.ndjson"), lines);
            try (FullServer third = FullServer.start()) {
                assertThat(take(third, shuffled)).as(said()).isZero();
                assertThat(answers(third)).isEqualTo(answers);
            }
            out.reset();
            assertThat(take(other, file)).isZero();
            assertThat(said()).contains("of which were not known before 0 deliveries, 0 commits and 0 verdicts");
            assertThat(answers(other)).isEqualTo(answers);
            assertThat(other.get("/api/v1/status")
                            .path("deliveries")
                            .path("received")
                            .asLong())
                    .isEqualTo(one.get("/api/v1/status")
                            .path("deliveries")
                            .path("received")
                            .asLong());
        }
    }

    @Test
    void keepsBodiesByteForByteAndNoSecret() throws IOException {
        Path file = folder.resolve("all.ndjson");
        try (FullServer one = FullServer.start()) {
            one.post("push", "odd", NO_TEXT);
            one.post("push", "spaced", "{ \"a\" : \"ü\\u00fc\" }\n".getBytes(StandardCharsets.UTF_8));

            assertThat(export(one, file.toString())).as(said()).isZero();

            assertThat(Files.readString(file))
                    .contains("\"body_base64\":\"" + Base64.getEncoder().encodeToString(NO_TEXT))
                    .contains("\"body\":\"{ \\\"a\\\" : \\\"ü\\\\u00fc\\\" }\\n\"")
                    .doesNotContainIgnoringCase(FullServer.SECRET, "signature", "authorization");
        }
    }

    @Test
    void namesBadLinesAndTakesOverTheOthers() throws IOException {
        String good =
                "{\"delivery\":{\"source\":\"github\",\"key\":\"good\",\"event\":\"ping\",\"received_at\":\"2026-01-05T09:00:00Z\",\"body\":\"{}\"}}";
        Path file = Files.writeString(
                folder.resolve("bad.ndjson"),
                String.join(
                        "\n",
                        "{\"throughline\":1}",
                        "no JSON",
                        "{\"delivery\":{\"source\":\"github\"}}",
                        "",
                        good,
                        "{\"verdict\":{\"target\":\"x\"}}",
                        "{\"end\":{\"commits\":0,\"deliveries\":2,\"verdicts\":1}}"));
        Path none = Files.writeString(folder.resolve("none.ndjson"), "a\nb\n");
        try (FullServer server = FullServer.start()) {
            assertThat(take(server, file)).isEqualTo(1);
            assertThat(said())
                    .contains("bad.ndjson line 2: it is not a JSON object of an archive")
                    .contains("bad.ndjson line 3: delivery.key is missing")
                    .contains("bad.ndjson line 6: verdict.target is not an id")
                    .contains("Read 1 deliveries");
            assertThat(server.get("/api/v1/deliveries/good").path("received_at").asString())
                    .isEqualTo("2026-01-05T09:00:00Z");

            assertThat(take(server, none)).isEqualTo(1);
            assertThat(said()).contains("This is not a Throughline archive: line 1: it is not a JSON object");
            assertThat(take(server, folder.resolve("nowhere"))).isEqualTo(1);
            assertThat(said()).contains("there is no file");
            assertThat(take(server, Files.writeString(folder.resolve("plain.gz"), good)))
                    .isEqualTo(1);
            assertThat(said()).contains("is not compressed with gzip");
        }
    }

    @Test
    void needsTheTokenAlsoToExport() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(
                                    HttpRequest.newBuilder(FullServer.shared()
                                                    .address()
                                                    .resolve("/api/v1/export"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void takesOverWhatFourKeysKept() throws IOException {
        Story story = new Story("fourkeys");
        Repository shop = story.repository("shop");
        shop.push("2026-03-01 09:00", shop.commit("C1", "2026-03-01 08:00"));
        shop.deployed("D1", "C1", "2026-03-01 10:00");
        shop.push("2026-03-02 09:00", shop.commit("C2", "2026-03-02 08:00"));
        shop.deployed("D2", "C2", "2026-03-02 10:00");
        List<String> rows = new ArrayList<>();
        for (Delivery delivery : story.deliveries()) {
            rows.add(row(
                    "github",
                    delivery.event(),
                    new String(delivery.body(), StandardCharsets.UTF_8),
                    "sha1=" + rows.size()));
        }
        rows.add(rows.getFirst());
        rows.add(row("githubmock", "push", "{}", "sha1=m"));
        rows.add(row("tekton", "dev.tekton.event.taskrun.started.v1", "{}", "t"));
        rows.add("{\"source\":\"github\"}");
        Path file = Files.write(folder.resolve("events_raw.json"), rows);
        try (FullServer direct = FullServer.start();
                FullServer server = FullServer.start()) {
            direct.tell(story);
            String port = "--port=" + server.address().getPort();

            int status = new ImportCommand(ThroughlineApplication.class, stream(out), stream(err), Clock.systemUTC())
                    .run(List.of("fourkeys", file.toString(), port, "--api-token=token"));

            assertThat(status).as(said()).isEqualTo(1);
            assertThat(said())
                    .contains("took over 1 of tekton dev.tekton.event.taskrun.started.v1")
                    .contains("could not be imported: 1 of githubmock push")
                    .contains("line " + rows.size() + ": metadata is missing")
                    .contains((story.deliveries().size() + 1) + " deliveries were not known before");
            assertThat(numbers(server, shop)).isEqualTo(numbers(direct, shop));

            out.reset();
            new ImportCommand(ThroughlineApplication.class, stream(out), stream(err), Clock.systemUTC())
                    .run(List.of("fourkeys", file.toString(), port, "--api-token=token"));

            assertThat(said()).contains("0 deliveries were not known before");
        }
    }

    private static String row(String source, String event, String metadata, String signature) {
        return FullServer.JSON.writeValueAsString(Map.of(
                "source", source,
                "event_type", event,
                "id", "7",
                "metadata", metadata,
                "time_created", "2026-03-03 10:00:00.5 UTC",
                "signature", signature,
                "msg_id", "m" + metadata.length()));
    }

    private static String numbers(FullServer server, Repository repository) {
        server.settle();
        String of = "&service=" + FullServer.encode(repository.service());
        JsonNode metrics = server.get("/api/v1/metrics?from=2026-03-01&until=2026-04-01" + of)
                .path("metrics");
        assertThat(metrics.path("deployment_frequency").path("count").asInt()).isEqualTo(2);
        assertThat(metrics.path("change_lead_time").path("value").asInt()).isEqualTo(7200);
        return metrics.toString();
    }

    /** Webhooks, reports, a commit graph, and three words of people, of which the last takes back the second. */
    private static void fill(FullServer server) {
        Story story = new Story("transfer");
        Repository shop = story.repository("shop");
        shop.push("2026-03-01 09:00", shop.commit("C1", "2026-03-01 08:00"));
        shop.deployed("D1", "C1", "2026-03-01 10:00");
        shop.push("2026-03-02 09:00", shop.commit("C2", "2026-03-02 08:00"));
        shop.deployed("D2", "C2", "2026-03-02 10:00");
        shop.push("2026-03-03 09:00", shop.commit("C3", "2026-03-03 08:00"));
        shop.deployed("D3", "C3", "2026-03-03 10:00");
        shop.incident("", "2026-03-02 10:30");
        server.tell(story);
        server.post("push", "odd", NO_TEXT);
        String a = "a".repeat(40);
        String b = "b".repeat(40);
        server.upload(graphLine(a, "").concat(graphLine(b, a)).getBytes(StandardCharsets.UTF_8));
        server.report("deployments", report("r1", a, "2026-03-04T10:00:00Z"));
        server.report("deployments", report("r2", b, "2026-03-05T10:00:00Z"));
        server.settle();
        String d2 = "/api/v1/deployments/"
                + new Deployments(server, shop).of("D2").item().path("id").asString();
        String d3 = "/api/v1/deployments/"
                + new Deployments(server, shop).of("D3").item().path("id").asString();
        server.send("PATCH", d2, "{\"failed\":false,\"reason\":\"the network\"}", 200);
        server.send("PATCH", d3, "{\"failed\":true}", 200);
        server.send("PATCH", d3, "{\"failed\":null}", 200);
        server.settle();
    }

    private static String graphLine(String sha, String parents) {
        return "{\"repository\":\"acme/reported\",\"sha\":\"%s\",\"parents\":\"%s\",\"author_at\":\"2026-03-04T09:00:00Z\",\"committer_at\":\"2026-03-04T09:00:00Z\"}\n"
                .formatted(sha, parents);
    }

    private static String report(String id, String sha, String at) {
        return "{\"service\":\"acme/reported\",\"id\":\"%s\",\"environment\":\"production\",\"sha\":\"%s\",\"finished_at\":\"%s\"}"
                .formatted(id, sha, at);
    }

    /** What the API says, with the words of people. */
    private static List<String> answers(FullServer server) {
        server.settle();
        List<String> answers = new ArrayList<>();
        server.items("/api/v1/services").forEach(service -> {
            answers.add(service.toString());
            String of = "service=" + FullServer.encode(service.path("service").asString());
            answers.add(server.get("/api/v1/metrics?from=2026-02-01&until=2026-04-01&interval=week&" + of)
                    .path("metrics")
                    .toString());
            for (JsonNode deployment : server.items("/api/v1/deployments?" + of)) {
                answers.add(server.text(
                        "/api/v1/deployments/" + deployment.path("id").asString()));
                answers.add(server.text(
                        "/api/v1/deployments/" + deployment.path("id").asString() + "/changes"));
            }
            for (JsonNode incident : server.items("/api/v1/incidents?" + of)) {
                answers.add(
                        server.text("/api/v1/incidents/" + incident.path("id").asString()));
            }
        });
        assertThat(answers).hasSizeGreaterThan(10);
        return answers;
    }

    private static List<String> lines(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private int export(FullServer server, String file) {
        return new ExportCommand(ThroughlineApplication.class, stream(out), stream(err))
                .run(List.of(file, "--port=" + server.address().getPort(), "--api-token=token"));
    }

    private int take(FullServer server, Path file) {
        return new ImportCommand(ThroughlineApplication.class, stream(out), stream(err), Clock.systemUTC())
                .run(List.of(file.toString(), "--port=" + server.address().getPort(), "--api-token=token"));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
