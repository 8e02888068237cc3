package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How fast the history of a repository is read by API, against a bare loop that asks the same stand-in for the same and throws the answers
 * away; how much memory that takes; and how many requests the history of zipkin takes.
 */
final class BackfillBenchmark {

    private static final int WARM_UP = 2_000;
    private static final int FLOOR_WARM_UP = 5_000;
    private static final String LARGE = "made-up/large";
    private static final String SMALL = "made-up/small";
    private static final String ZIPKIN = "zipkin";

    private final PrintStream out;
    private final Path folder;
    private final Path history;

    BackfillBenchmark(PrintStream out, Path folder, Path history) {
        this.out = out;
        this.folder = folder;
        this.history = history;
    }

    /** @param pulls how many pull requests the repository has that is made up */
    void run(int pulls) throws IOException, InterruptedException {
        speed(pulls);
        if (Files.isReadable(history.resolve(ZIPKIN + ".deliveries.jsonl.gz"))) {
            requests();
        } else {
            out.printf("%nBackfill of zipkin: left out, its history is not in %s%n", history.normalize());
        }
    }

    private void speed(int pulls) throws IOException, InterruptedException {
        try (ForgeProcess forge = ForgeProcess.start(folder, history, SMALL + "=" + WARM_UP, LARGE + "=" + pulls)) {
            out.printf("%nBackfill: a made-up repository of %,d pull requests, after one of %,d%n", pulls, WARM_UP);
            double read;
            ForgeProcess.Asked asked;
            try (ServerProcess server = start(forge)) {
                backfill(server, SMALL);
                out.printf(
                        "  on a server just started: %,d requests%n",
                        forge.asked().all());
                long start = System.currentTimeMillis();
                JsonNode done = backfill(server, LARGE);
                double settled = (System.currentTimeMillis() - start) / 1e3;
                asked = forge.asked();
                double seconds = (asked.lastAt() - start) / 1e3;
                read = asked.all() / seconds;
                out.printf("  %s%n", done.path("repositories").path(0).path("read"));
                out.printf(
                        "  %,d requests, read after %.1f s: %,.0f a second; settled after %.1f s: %,.0f a second%n",
                        asked.all(), seconds, read, settled, asked.all() / settled);
                double peak = server.memory("VmHWM") / 1e6;
                out.printf(
                        "  %s MB resident at most, %,.0f MB now; wanted: at most 500%n",
                        Verdict.of(peak, peak <= 500), server.memory("VmRSS") / 1e6);
            }
            double floor = floor(forge, asked.targets());
            forge.asked();
            out.printf("  a bare loop that asks for the same: %,.0f requests a second%n", floor);
            out.printf("  %s of that loop; wanted: at least 0.5%n", Verdict.of(read / floor, read / floor >= 0.5));
        }
    }

    /** Requests a second of a loop that asks for the same, one after the other. */
    private static double floor(ForgeProcess forge, List<String> targets) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            ask(http, forge, targets.subList(0, Math.min(FLOOR_WARM_UP, targets.size())));
            long start = System.nanoTime();
            ask(http, forge, targets);
            return targets.size() / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static void ask(HttpClient http, ForgeProcess forge, List<String> targets)
            throws IOException, InterruptedException {
        for (String target : targets) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(forge.url() + target))
                    .header("Authorization", "Bearer " + ForgeProcess.TOKEN)
                    .header("User-Agent", "floor")
                    .build();
            HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(target + " was answered " + answer.statusCode());
            }
        }
    }

    private void requests() throws IOException, InterruptedException {
        try (ForgeProcess forge = ForgeProcess.start(folder, history, ZIPKIN);
                ServerProcess server = start(forge)) {
            JsonNode read = backfill(server, "openzipkin/zipkin")
                    .path("repositories")
                    .path(0)
                    .path("read");
            ForgeProcess.Asked first = forge.asked();
            backfill(server, "openzipkin/zipkin");
            ForgeProcess.Asked second = forge.asked();
            out.printf("%nBackfill: the whole history of zipkin, %,d requests: %s%n", first.all(), read);
            rate(
                    "deployment",
                    first.answered("deployments", "deployments/{n}/statuses"),
                    read.path("deployments").asDouble(),
                    1.2,
                    1);
            rate(
                    "pull request",
                    first.answered("pulls", "pulls/{n}/commits", "pulls/{n}/reviews"),
                    read.path("changes").asDouble(),
                    3.2,
                    1);
            rate(
                    "100 commits",
                    first.answered("commits"),
                    read.path("commits").asDouble() / 100,
                    1,
                    first.listsOfCommits());
            double again = 100.0 * second.answered() / first.all();
            out.printf(
                    "  %s %% of these requests to read it again without news, and %,d of \"not modified\"; wanted: at most 2%n",
                    Verdict.of(again, again <= 2), second.all() - second.answered());
        }
    }

    /** @param lists that were read: the last page of each is asked for however little is on it */
    private void rate(String what, int requests, double number, double wanted, long lists) {
        out.printf(
                "  %s requests per %s; wanted: at most %.1f, the last page of %s aside%n",
                Verdict.of(requests / number, requests <= Math.floor(number * wanted) + lists),
                what,
                wanted,
                lists == 1 ? "the list" : "each of %d lists".formatted(lists));
    }

    private ServerProcess start(ForgeProcess forge) throws IOException, InterruptedException {
        return ServerProcess.packaged(
                folder,
                "--throughline.github.token=" + ForgeProcess.TOKEN,
                "--throughline.github.api-url=" + forge.url(),
                "--throughline.backfill=off");
    }

    /** Reads a history until it is in the numbers. */
    private static JsonNode backfill(ServerProcess server, String repository) throws IOException, InterruptedException {
        String id = server.backfill(repository);
        JsonNode backfill = server.get("/api/v1/backfills/" + id);
        while (!backfill.hasNonNull("finished_at")) {
            Thread.sleep(1_000);
            backfill = server.get("/api/v1/backfills/" + id);
        }
        if (!backfill.path("state").asString().equals("done")) {
            throw new IllegalStateException("the backfill ended so: " + backfill);
        }
        return backfill;
    }
}
