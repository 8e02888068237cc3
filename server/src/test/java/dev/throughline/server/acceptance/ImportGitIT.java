package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.server.ThroughlineApplication;
import dev.throughline.server.transfer.ImportCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The numbers of a repository out of a clone of it, by the command. */
class ImportGitIT {

    private static final String JANUARY = "&from=2026-01-01&until=2026-02-01";

    @TempDir
    Path folder;

    /** What the command said, and its exit status. */
    private record Ran(int status, String out, String err) {}

    @Test
    void showsTheFiveNumbersOfAClone() throws IOException {
        Path clone = shop();
        try (FullServer server = FullServer.start()) {
            Ran ran = run(server, clone, "--service=acme/shop");

            assertThat(ran.err()).isEmpty();
            assertThat(ran.status()).isZero();
            assertThat(ran.out())
                    .contains("3 merged changes and 7 deployments; 3 changes and 7 deployments were not known before")
                    .contains("v-tree is left out: it points to no commit")
                    .contains("v-blob is left out: it points to no commit")
                    .contains("v-future is left out: its time, 2099-01-01T00:00:00Z, is in the future")
                    .contains("deployment frequency")
                    .contains("http://127.0.0.1:" + server.address().getPort() + "/services/acme/shop?from=")
                    .doesNotContain("nightly");
            assertNumbers(server);
            assertThat(server.items("/api/v1/changes?service=acme/shop&state=deployed"))
                    .extracting(change -> change.path("number").asInt() + " "
                            + change.path("title").asString())
                    .containsExactlyInAnyOrder("7 Add apples", "8 Sell pears", "9 Revert \"Sell pears (#8)\"");

            long deliveries = deliveries(server);
            String deployments =
                    server.items("/api/v1/deployments?service=acme/shop").toString();
            Ran again = run(server, clone, "--service=acme/shop");

            assertThat(again.out()).contains("0 changes and 0 deployments were not known before");
            assertThat(deliveries(server)).isEqualTo(deliveries);
            assertThat(server.items("/api/v1/deployments?service=acme/shop").toString())
                    .isEqualTo(deployments);
            assertNumbers(server);
        }
    }

    @Test
    void addsWhatTheCloneGained() throws IOException {
        Path clone = shop();
        try (FullServer server = FullServer.start();
                FullServer fresh = FullServer.start()) {
            run(server, clone, "--service=acme/shop");
            commit(clone, "2026-01-12T09:00:00Z", "Sell plums");
            tag(clone, "2026-01-12T10:00:00Z", "-a", "v5", "-m", "v5");

            Ran ran = run(server, clone, "--service=acme/shop");
            run(fresh, clone, "--service=acme/shop");

            assertThat(ran.out()).contains("0 changes and 1 deployments were not known before");
            assertThat(metrics(server)).isEqualTo(metrics(fresh));
            assertThat(metrics(server)
                            .path("deployment_frequency")
                            .path("count")
                            .asInt())
                    .isEqualTo(6);
        }
    }

    @Test
    void startsAServerOfItsOwnWhereNoneRuns() throws IOException {
        Path clone = shop();
        Path data = folder.resolve("data");

        Ran ran = run("git", clone.toString(), "--port=0", "--data=" + data);

        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out())
                .contains("No server runs here")
                .contains("shop, 20")
                .contains("median of 5 commits")
                .contains("1 of 5 deployments")
                .contains("./throughline up");
        assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();

        Ran again = run("git", clone.toString(), "--port=0", "--data=" + data);

        assertThat(again.out()).contains("0 deployments were not known before").contains("1 of 5 deployments");
    }

    @Test
    void saysInOneLineWhatCannotBeImported() throws IOException {
        Path clone = shop();
        Path shallow = folder.resolve("shallow");
        git(folder, "clone", "-q", "--depth=1", "file://" + clone, shallow.toString());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        git(empty, "init", "-q");
        Path untagged = Files.createDirectory(folder.resolve("untagged"));
        git(untagged, "init", "-q");
        commit(untagged, "2026-01-05T08:00:00Z", "Begin");

        assertRefused(1, "there is no folder", "git", folder.resolve("nowhere").toString());
        assertRefused(
                1,
                "is no folder",
                "git",
                Files.writeString(folder.resolve("file"), "x").toString());
        assertRefused(
                1,
                "is no git repository",
                "git",
                Files.createDirectory(folder.resolve("plain")).toString());
        assertRefused(1, "is a shallow clone", "git", shallow.toString());
        assertRefused(1, "has no commits", "git", empty.toString());
        assertRefused(1, "has no tags", "git", untagged.toString());
        assertRefused(
                1,
                "no tag of " + clone + " matches release-*, but there are v-future",
                "git",
                clone.toString(),
                "--deployments=tag:release-*");
        assertRefused(2, "usage: import git PATH", "git");
        assertRefused(2, "usage: import git PATH", "svn", clone.toString());
        assertRefused(2, "must be tag:GLOB", "git", clone.toString(), "--deployments=v*");
        assertRefused(2, "unknown argument '--nope'", "git", clone.toString(), "--nope=1");
    }

    @Test
    void needsTheTokenOfTheServer() throws IOException {
        Path clone = shop();
        try (FullServer server = FullServer.start()) {
            Ran ran = run("git", clone.toString(), "--port=" + server.address().getPort(), "--api-token=a wrong one");

            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.err()).contains("does not accept the API token").doesNotContain("a wrong one");
            assertThat(ran.err().lines()).hasSize(1);
        }
    }

    private static void assertNumbers(FullServer server) {
        JsonNode metrics = metrics(server);
        assertThat(metrics.path("deployment_frequency").path("count").asInt()).isEqualTo(5);
        assertThat(metrics.path("change_lead_time").path("n").asInt()).isEqualTo(5);
        assertThat(metrics.path("change_lead_time").path("value").asInt()).isEqualTo(3600);
        assertThat(metrics.path("change_fail_rate").path("numerator").asInt()).isEqualTo(1);
        assertThat(metrics.path("change_fail_rate").path("denominator").asInt()).isEqualTo(5);
        assertThat(metrics.path("failed_deployment_recovery_time").path("value").asInt())
                .isEqualTo(91_800);
        assertThat(metrics.path("deployment_rework_rate").path("numerator").asInt())
                .isEqualTo(1);
        assertThat(server.items("/api/v1/deployments?service=acme/shop"))
                .extracting(item -> item.path("external_id").asString() + " "
                        + item.path("kind").asString())
                .containsExactlyInAnyOrder(
                        "v1 initial",
                        "v2 forward",
                        "v3 forward",
                        "v4 forward",
                        "v4.0 redeploy",
                        "v-nested redeploy",
                        "v2.1 forward");
    }

    private static JsonNode metrics(FullServer server) {
        server.settle();
        return server.get("/api/v1/metrics?service=acme/shop" + JANUARY).path("metrics");
    }

    private static long deliveries(FullServer server) {
        return server.get("/api/v1/status").path("deliveries").path("received").asLong();
    }

    /** A merge, a squash, its revert, a release branch, and every kind of tag there is. */
    private Path shop() throws IOException {
        Path clone = Files.createDirectory(folder.resolve("shop"));
        git(clone, "init", "-q", "-b", "main");
        commit(clone, "2026-01-05T08:00:00Z", "Begin");
        tag(clone, "2026-01-05T12:00:00Z", "-a", "v1", "-m", "v1");
        git(clone, "checkout", "-q", "-b", "apples");
        commit(clone, "2026-01-06T09:00:00Z", "Grow apples");
        commit(clone, "2026-01-06T10:00:00Z", "Pick apples");
        git(clone, "checkout", "-q", "main");
        at(
                clone,
                "2026-01-06T11:00:00Z",
                "merge",
                "-q",
                "--no-ff",
                "-m",
                "Merge pull request #7 from amara/apples\n\nAdd apples",
                "apples");
        tag(clone, "2026-01-06T12:00:00Z", "-a", "v2", "-m", "v2");
        commit(clone, "2026-01-07T09:00:00Z", "Sell pears (#8)");
        tag(clone, "2026-01-07T23:00:00Z", "v3");
        String pears = git(clone, "rev-parse", "HEAD");
        commit(clone, "2026-01-08T10:00:00Z", "Revert \"Sell pears (#8)\" (#9)\n\nThis reverts commit " + pears + ".");
        tag(clone, "2026-01-08T10:30:00Z", "-a", "v4", "-m", "v4");
        // the commit's time is before that of the tag on it, so that this one is the first of it
        tag(clone, "2026-01-08T11:00:00Z", "-a", "v4.0", "-m", "the same");
        tag(clone, "2026-01-08T12:00:00Z", "-a", "v-nested", "-m", "a tag of a tag", "v4");
        git(clone, "checkout", "-q", "-b", "release-2", "v2^{commit}");
        commit(clone, "2026-01-09T09:00:00Z", "Polish apples");
        tag(clone, "2026-01-09T10:00:00Z", "-a", "v2.1", "-m", "v2.1");
        git(clone, "checkout", "-q", "main");
        tag(clone, "2026-01-09T10:00:00Z", "v-tree", "HEAD^{tree}");
        Path blob = Files.writeString(folder.resolve("blob"), "blob");
        tag(clone, "2026-01-09T10:00:00Z", "-a", "v-blob", "-m", "x", git(clone, "hash-object", "-w", blob.toString()));
        tag(clone, "2099-01-01T00:00:00Z", "-a", "v-future", "-m", "x");
        tag(clone, "2026-01-10T10:00:00Z", "nightly");
        return clone;
    }

    private void commit(Path clone, String at, String message) throws IOException {
        at(clone, at, "commit", "-q", "--allow-empty", "-m", message);
    }

    private void tag(Path clone, String at, String... arguments) throws IOException {
        at(clone, at, Stream.concat(Stream.of("tag"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String git(Path folder, String... arguments) throws IOException {
        return at(folder, "2026-01-05T08:00:00Z", arguments);
    }

    private static String at(Path folder, String time, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", time);
        builder.environment().put("GIT_COMMITTER_DATE", time);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as("%s: %s", line, said).isZero();
        return said.strip();
    }

    private static void assertRefused(int status, String why, String... arguments) {
        Ran ran = run(arguments);
        assertThat(ran.err()).startsWith("throughline: ").contains(why);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.status()).isEqualTo(status);
        assertThat(ran.out()).isEmpty();
    }

    private static Ran run(FullServer server, Path clone, String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "git",
                                clone.toString(),
                                "--port=" + server.address().getPort(),
                                "--api-token=token"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static Ran run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try (out;
                err) {
            int status = new ImportCommand(
                            ThroughlineApplication.class,
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8),
                            Clock.systemUTC())
                    .run(List.of(arguments));
            return new Ran(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
