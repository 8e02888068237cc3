package dev.throughline.benchmarks;

import dev.throughline.demo.Commit;
import dev.throughline.demo.Delivery;
import dev.throughline.demo.Deploy;
import dev.throughline.demo.GitHubRepository;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;

/**
 * How long pages take where an organisation has many services: a thousand with a hundred deployments each, made up, always the same, and
 * posted as GitHub does. One in ten deployments of a service fails.
 */
final class PagesBenchmark {

    private static final int SERVICES = 1_000;
    private static final int DEPLOYMENTS = 100;
    private static final int COMMITS = 2;
    private static final int AT_ONCE = 20;
    private static final int WARM_UP = 40;
    private static final int QUESTIONS = 200;
    private static final int AFTER_NEWS = 20;

    private final PrintStream out;
    private final Path folder;
    private final Signature signature = new Signature(ServerProcess.SECRET);
    private final SplittableRandom random = new SplittableRandom(SERVICES);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    private long deploys;

    private record Page(String name, String path, double wanted) {}

    PagesBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    void run() throws IOException, InterruptedException, ExecutionException {
        out.printf("%nPages of %,d services with %,d deployments each%n", SERVICES, DEPLOYMENTS);
        try (ServerProcess server = ServerProcess.start(folder)) {
            long start = System.nanoTime();
            for (int first = 0; first < SERVICES; first += AT_ONCE) {
                Senders.post(server.port(), histories(server.port(), first));
            }
            server.settle();
            out.printf("  posted and settled in %.0f s%n", (System.nanoTime() - start) / 1e9);
            try (Connection connection = new Connection(server.port())) {
                double floor =
                        ask(server, connection, "/assets/throughline.css").at(0.5);
                out.printf("  %.1f ms p50 for a file of the same server%n", floor);
                for (Page page : List.of(
                        new Page("overview", "/", 300),
                        new Page("overview by lead time", "/?sort=change_lead_time.desc", 300),
                        new Page("a service", "/services/" + name(7), 100),
                        new Page("what its lead time is made of", "/explain/change_lead_time?service=" + name(7), 100),
                        new Page("its deployments", "/deployments?service=" + name(7), 100))) {
                    tell(page, ask(server, connection, page.path()));
                }
                tell(new Page("overview, right after news", "/", 300), afterNews(server, connection));
            }
        }
    }

    private void tell(Page page, Timings millis) {
        double p95 = millis.at(0.95);
        out.printf(
                "  %s ms p95, %.1f ms p50: %s; wanted: p95 under %.0f%n",
                Verdict.of(p95, p95 < page.wanted()), millis.at(0.5), page.name(), page.wanted());
    }

    /** Some repositories' histories, one after the other in time, for what is posted at once has no order. */
    private List<byte[]> histories(int port, int first) {
        List<Delivery> told = new ArrayList<>();
        for (int i = first; i < Math.min(first + AT_ONCE, SERVICES); i++) {
            GitHubRepository repository = new GitHubRepository(10_000 + i, name(i), told::add);
            Duration every = Duration.ofDays(100).dividedBy(DEPLOYMENTS);
            for (int d = 0; d < DEPLOYMENTS; d++) {
                deploy(repository, now.minus(every.multipliedBy(DEPLOYMENTS - d)));
            }
        }
        return told.stream().map(delivery -> request(port, delivery)).toList();
    }

    private void deploy(GitHubRepository repository, Instant at) {
        Instant pushedAt = at.minus(Duration.ofMinutes(30 + random.nextInt(300)));
        List<Commit> commits = new ArrayList<>();
        for (int c = 0; c < COMMITS; c++) {
            Instant writtenAt = pushedAt.minus(Duration.ofMinutes(10 + random.nextInt(2_000)));
            commits.add(new Commit(sha(), "Change something", writtenAt, writtenAt, "somebody"));
        }
        repository.push("main", pushedAt, commits);
        Deploy deploy = new Deploy(++deploys, commits.getLast().sha(), "main", "deploy", "production", at);
        repository.status(deploy, "success", at);
        if (random.nextInt(10) == 0) {
            repository.status(deploy, "failure", at.plus(Duration.ofMinutes(5 + random.nextInt(60))));
        }
    }

    private String sha() {
        return "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
    }

    private static String name(int service) {
        return "acme/service-%04d".formatted(service);
    }

    private byte[] request(int port, Delivery delivery) {
        return Connection.post(
                port,
                "/webhooks/github",
                delivery.event(),
                delivery.id(),
                signature.of(delivery.body()),
                delivery.body());
    }

    private static Timings ask(ServerProcess server, Connection connection, String path) throws IOException {
        return Timings.of(connection, Connection.get(server.port(), path), WARM_UP, QUESTIONS);
    }

    /** What was remembered is out of date: a deployment of some service has just been derived. */
    private Timings afterNews(ServerProcess server, Connection connection)
            throws IOException, InterruptedException, ExecutionException {
        double[] millis = new double[AFTER_NEWS];
        byte[] question = Connection.get(server.port(), "/");
        for (int i = 0; i < AFTER_NEWS; i++) {
            List<Delivery> told = new ArrayList<>();
            deploy(new GitHubRepository(20_000 + i, "acme/new-%04d".formatted(i), told::add), now);
            Senders.post(
                    server.port(),
                    told.stream()
                            .map(delivery -> request(server.port(), delivery))
                            .toList());
            server.settle();
            millis[i] = Timings.one(connection, question);
        }
        return new Timings(millis);
    }
}
