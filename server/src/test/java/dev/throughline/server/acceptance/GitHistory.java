package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.Commit;
import dev.throughline.demo.Delivery;
import dev.throughline.demo.GitHubRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A repository made by the real git, where webhooks alone do not tell what was delivered: tags in the middle of pushes, release
 * branches merged forward, octopus merges. It tells of its pushes and deployments as GitHub does.
 */
final class GitHistory {

    private static final Duration STEP = Duration.ofMinutes(7);

    private final Path work;
    private final GitHubRepository repository;
    private final List<String> pushed = new ArrayList<>();
    private final Map<String, Instant> deployments = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-01-05T08:00:00Z");
    private int commits;

    /** @param work folder for the clone that commits are made in */
    GitHistory(Path work, long id, String name, Consumer<Delivery> outbox) {
        this.work = work;
        this.repository = new GitHubRepository(id, name, outbox);
        try {
            Files.createDirectories(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        git("init", "-q", "-b", "main");
    }

    /** Some work on main, a release out of the middle of its push, features merged at once, a fix of the release merged forward. */
    void release(String version) {
        commit();
        String tagged = commit();
        git("tag", "-a", version, "-m", version);
        commit();
        push("main");
        deploy(tagged, version);

        for (String feature : List.of("one", "two", "three")) {
            git("checkout", "-q", "-b", feature + "-" + version, "main~1");
            commit();
            commit();
        }
        git("checkout", "-q", "main");
        commit();
        merge("one-" + version, "two-" + version, "three-" + version);

        git("checkout", "-q", "-b", "release-" + version, version + "^{commit}");
        commit();
        String fix = commit();
        commit();
        push("release-" + version);
        git("checkout", "-q", "main");
        push("main");
        deploy(fix, "release-" + version);

        commit();
        merge("release-" + version);
        String merged = git("rev-parse", "HEAD");
        commit();
        push("main");
        deploy(merged, "main");
    }

    /** Deployed commits, in order. */
    List<String> deployed() {
        return List.copyOf(deployments.keySet());
    }

    /** What a deployment was the first to deliver, without merges: seconds from author to deployment, by commit. */
    Map<String, Long> delivered(String sha) {
        List<String> earlier = deployed().subList(0, deployed().indexOf(sha));
        Map<String, Long> delivered = new LinkedHashMap<>();
        revList(earlier, "--no-merges", "--format=%H %at", sha)
                .lines()
                .map(line -> line.split(" "))
                .forEach(fields -> delivered.put(
                        fields[0],
                        Objects.requireNonNull(deployments.get(sha)).getEpochSecond() - Long.parseLong(fields[1])));
        return delivered;
    }

    /** Makes the remote what this is. */
    void publish(Path remote) {
        if (!Files.exists(remote)) {
            git("init", "-q", "--bare", remote.toString());
            git("--git-dir=" + remote, "config", "uploadpack.allowFilter", "true");
        }
        git(
                "push",
                "-q",
                "--force",
                "--prune",
                remote.toString(),
                "refs/heads/*:refs/heads/*",
                "refs/tags/*:refs/tags/*");
    }

    String git(String... arguments) {
        List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(work.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", now.toString());
        builder.environment().put("GIT_COMMITTER_DATE", now.toString());
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as("%s: %s", line, said).isZero();
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String commit() {
        now = now.plus(STEP);
        git("commit", "-q", "--allow-empty", "-m", "Commit " + ++commits + " of " + repository.fullName());
        return git("rev-parse", "HEAD");
    }

    private void merge(String... branches) {
        now = now.plus(STEP);
        git(Stream.concat(Stream.of("merge", "-q", "--no-ff", "-s", "ours", "--no-edit"), Stream.of(branches))
                .toArray(String[]::new));
    }

    /** Tells of the commits that no push has told of. */
    void push(String branch) {
        now = now.plus(STEP);
        List<Commit> told = revList(pushed, "--reverse", "--topo-order", "--format=%H%x09%at%x09%s", branch)
                .lines()
                .map(line -> line.split("\t"))
                .map(fields ->
                        new Commit(fields[0], fields[2], Instant.ofEpochSecond(Long.parseLong(fields[1])), null, "a"))
                .toList();
        pushed.add(git("rev-parse", branch));
        repository.push(branch, now, told);
    }

    void deploy(String sha, String ref) {
        now = now.plus(STEP);
        deployments.put(sha, now);
        repository.status(
                repository.unannouncedDeploy(sha, ref, "production", "deploy", now.minusSeconds(60)), "success", now);
    }

    private String revList(List<String> without, String... arguments) {
        return git(Stream.of(
                        Stream.of("rev-list", "--no-commit-header"),
                        Stream.of(arguments),
                        without.stream().map(sha -> "^" + sha))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }
}
