package dev.throughline.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long questions take where an organisation is large: a thousand services, a million deployments and ten million commits over 24
 * months, made up by the database itself and always the same. Beside each question stands plain SQL over the same rows in the same run:
 * {@code percentile_cont} of the lead times by commit alone.
 */
final class ScaleBenchmark {

    private static final int SERVICES = 1_000;
    private static final int WARM_UP = 100;
    private static final int QUESTIONS = 100;
    private static final String FROM = "2025-11-01T00:00:00Z";
    private static final String UNTIL = "2026-11-01T00:00:00Z";
    private static final String LAST_MONTH = "2026-10-02T00:00:00Z";

    /** Samples without the facts behind them: no question of this benchmark asks for those. The seed is the session's. */
    private static final List<String> SAMPLES = List.of(
            "set session_replication_role = replica",
            "set max_parallel_workers_per_gather = 0",
            "select setseed(0.15)",
            "insert into source (name) values ('made-up') on conflict do nothing",
            """
            insert into service (name, position)
            select format('service-%s', lpad(rank::text, 4, '0')), rank from generate_series(1, 1000) rank
            """,
            // few services deploy often, most seldom; a lead time is log-normal: half within 25 hours, nine in ten
            // within eleven days
            """
            insert into deployment_fact (
                service_id, deployment_id, environment, at, external_id, sha, kind, counts, linked_by, has_baseline, flags, commits,
                failed, rework, failed_at, restored_at, recovery_seconds, lead_seconds, lead_starts, lead_change_seconds, lead_merge_seconds)
            select made.service_id, made.id, 'production', made.at, made.id::text, md5(made.id::text), 'forward', true, 'graph', true, '{}',
                   cardinality(made.leads), made.dice < 0.03, made.dice < 0.05,
                   case when made.dice < 0.03 then made.at + interval '10 minutes' end,
                   case when made.dice < 0.028 then made.at + interval '10 minutes' + made.recovery * interval '1 second' end,
                   case when made.dice < 0.028 then made.recovery end,
                   made.leads, array[cardinality(made.leads), 0, 0, 0, 0, 0],
                   made.leads[1:cardinality(made.leads) / 3], made.leads[1:cardinality(made.leads) / 3]
              from (select service.id as service_id, md5(service.id || '/' || place)::uuid as id,
                           timestamptz '2024-11-01 00:00:00Z' + (place - random()) * (interval '730 days' / share.n) as at,
                           random() as dice, (exp(8 + 1.2 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())))::integer as recovery,
                           array(select least(exp(11.4 + 1.824 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())), 63072000)::integer
                                   from generate_series(1, 1 + (random() * 18)::integer + place * 0)) as leads
                      from service
                     cross join lateral (select 105 + (14470 / sqrt(service.position))::integer as n) share
                     cross join lateral generate_series(1, share.n) place
                     where service.position is not null
                     order by place::double precision / share.n, service.id) made
            """,
            "vacuum (analyze) deployment_fact");

    private static final String PLAIN = """
            select count(*), percentile_cont(array[0.5, 0.75, 0.9]) within group (order by sample.seconds)
              from deployment_fact fact
             cross join lateral unnest(fact.lead_seconds) sample (seconds)
             where fact.at >= timestamptz '%s' and fact.at < timestamptz '%s'
               and (%s)
             group by grouping sets ((date_trunc('%s', fact.at, 'UTC')), ())
            """;

    private final PrintStream out;
    private final Path folder;

    ScaleBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** A question over HTTP. @param plain condition of the same rows in SQL; @param bucket of the same cut */
    private record Question(String name, String path, double wanted, String from, String plain, String bucket) {}

    private static final List<Question> QUESTIONS_ASKED = List.of(
            new Question(
                    "one service, 12 months by week",
                    metrics(FROM, "week") + "&service=service-0040",
                    15,
                    FROM,
                    "fact.service_id = (select id from service where name = 'service-0040')",
                    "week"),
            new Question(
                    "the busiest, 12 months by week",
                    metrics(FROM, "week") + "&service=service-0001",
                    15,
                    FROM,
                    "fact.service_id = (select id from service where name = 'service-0001')",
                    "week"),
            new Question("all services, 12 months by month", metrics(FROM, "month"), 75, FROM, "true", "month"),
            new Question("all services, 30 days by day", metrics(LAST_MONTH, "day"), 25, LAST_MONTH, "true", "day"));

    private static String metrics(String from, String interval) {
        return "/api/v1/metrics?from=%s&until=%s&interval=%s".formatted(from, UNTIL, interval);
    }

    void run() throws IOException, InterruptedException {
        out.printf(
                "%nScale: %,d services, a million deployments, ten million commits; each question asked %d times after %d to warm up%n",
                SERVICES, QUESTIONS, WARM_UP);
        try (ServerProcess server = ServerProcess.withHeap(folder, "512m")) {
            long start = System.nanoTime();
            makeUp(server);
            out.printf("  made up in %.0f s%n", (System.nanoTime() - start) / 1e9);
            tellLoad(server);
            awaitIndex(server);
            tellSizes(server);
            JdbcClient database = server.database();
            for (Question question : QUESTIONS_ASKED) {
                ask(server, database, question);
            }
            tell(times(server, "/"), 100, "overview");
            out.printf(
                    "  %,d MB resident, of them at most %,d MB before%n",
                    server.memory("VmRSS") >> 20, server.memory("VmHWM") >> 20);
        }
    }

    private static void makeUp(ServerProcess server) throws IOException {
        server.inOneSession(SAMPLES);
    }

    /** How long a process that is started reads. */
    private void tellLoad(ServerProcess server) throws IOException, InterruptedException {
        try (ServerProcess started = server.startBeside("web")) {
            String meters = awaitIndex(started);
            double seconds = value(meters, "throughline_index_load_seconds");
            out.printf(
                    "  %s s to read all samples into the index of a process just started; wanted: at most 3%n",
                    Verdict.of(seconds, seconds <= 3));
            double mebibytes = value(meters, "throughline_index_size_bytes") / 1024 / 1024;
            out.printf("  %s MiB for three bases; wanted: at most 300%n", Verdict.of(mebibytes, mebibytes <= 300));
        }
    }

    private static String awaitIndex(ServerProcess server) throws IOException, InterruptedException {
        Duration patience = Duration.ofMinutes(2);
        long start = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                String meters = http.send(
                                HttpRequest.newBuilder(URI.create(
                                                "http://127.0.0.1:" + server.port() + "/actuator/prometheus"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                if (value(meters, "throughline_index_ready") == 1
                        && value(meters, "throughline_index_size_bytes") > 1e7) {
                    return meters;
                }
                if (System.nanoTime() - start > patience.toNanos()) {
                    throw new IllegalStateException("no index after " + patience + ": "
                            + meters.lines()
                                    .filter(line -> line.startsWith("throughline_index"))
                                    .toList());
                }
                Thread.sleep(500);
            }
        }
    }

    private static double value(String meters, String name) {
        return meters.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private void tellSizes(ServerProcess server) throws IOException {
        JdbcClient database = server.database();
        long deployments = database.sql("select count(*) from deployment_fact")
                .query(Long.class)
                .single();
        long commits = database.sql("select sum(cardinality(lead_seconds)) from deployment_fact")
                .query(Long.class)
                .single();
        double mebibytes = database.sql("select pg_total_relation_size('deployment_fact')")
                        .query(Long.class)
                        .single()
                / 1024.0
                / 1024;
        out.printf("  %,d deployments, %,d commits%n", deployments, commits);
        out.printf(
                "  %s MiB of samples in the database; wanted: at most 150%n", Verdict.of(mebibytes, mebibytes <= 150));
    }

    private void ask(ServerProcess server, JdbcClient database, Question question) throws IOException {
        double plain = best(() -> plain(database, question));
        Timings millis = times(server, question.path());
        tell(millis, question.wanted(), question.name());
        out.printf(
                Locale.ROOT,
                "       %.0f ms for plain SQL over the same rows: %.0f times as long%n",
                plain,
                plain / millis.at(0.5));
    }

    private static double best(DoubleSupplier timed) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, timed.getAsDouble());
        }
        return best;
    }

    private static double plain(JdbcClient database, Question question) {
        long start = System.nanoTime();
        database.sql(PLAIN.formatted(question.from(), UNTIL, question.plain(), question.bucket()))
                .query(row -> {});
        return (System.nanoTime() - start) / 1e6;
    }

    private void tell(Timings millis, double wanted, String name) {
        double p95 = millis.at(0.95);
        out.printf(
                "  %s ms p95, %.1f ms p50: %s; wanted: p95 at most %.0f%n",
                Verdict.of(p95, p95 <= wanted), millis.at(0.5), name, wanted);
    }

    private static Timings times(ServerProcess server, String path) throws IOException {
        try (Connection connection = new Connection(server.port())) {
            return Timings.of(connection, Connection.get(server.port(), path), WARM_UP, QUESTIONS);
        }
    }
}
