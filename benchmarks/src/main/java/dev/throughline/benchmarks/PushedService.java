package dev.throughline.benchmarks;

import dev.throughline.demo.Commit;
import dev.throughline.demo.Delivery;
import dev.throughline.demo.Deploy;
import dev.throughline.demo.GitHubRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A repository whose commits are known by pushes, each of which is deployed: the deliveries of GitHub, ready to be sent. */
final class PushedService {

    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final Duration EVERY = Duration.ofMinutes(40);
    private static final int COMMITS = 5;

    private final int port;
    private final String name;
    private final Signature signature = new Signature(ServerProcess.SECRET);
    private final List<Delivery> told = new ArrayList<>();
    private final GitHubRepository source;
    private final SplittableRandom random;
    private String head = "";
    private int deployments;

    /** @param port of the server that they are sent to */
    PushedService(int port, int number) {
        this.port = port;
        this.name = "acme/pushed-" + number;
        this.source = new GitHubRepository(10_000 + number, name, told::add);
        this.random = new SplittableRandom(number);
    }

    String name() {
        return name;
    }

    /** The next push, of five commits. */
    byte[] push() {
        List<Commit> commits = new ArrayList<>();
        for (int i = COMMITS; i > 0; i--) {
            head = "%016x%016x%08x".formatted(random.nextLong(), random.nextLong(), random.nextInt());
            commits.add(new Commit(head, "Change " + i, at().minusSeconds(i * 60), null, "amara"));
        }
        source.push("main", at(), commits);
        return told();
    }

    /** The deployment of what was pushed last. */
    byte[] deploy() {
        Instant finished = at().plusSeconds(300);
        deployments++;
        source.status(new Deploy(deployments, head, "main", "deploy", "production", finished), "success", finished);
        return told();
    }

    /** How many deployments there are so far. */
    int deployments() {
        return deployments;
    }

    private Instant at() {
        return START.plus(EVERY.multipliedBy(deployments));
    }

    private byte[] told() {
        Delivery delivery = told.removeLast();
        return Connection.post(
                port,
                "/webhooks/github",
                delivery.event(),
                delivery.id(),
                signature.of(delivery.body()),
                delivery.body());
    }
}
