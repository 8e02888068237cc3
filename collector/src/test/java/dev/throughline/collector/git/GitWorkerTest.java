package dev.throughline.collector.git;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import dev.throughline.engine.ledger.CommitGraphLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real git, remotes on disk, and a ledger in memory. */
class GitWorkerTest {

    private static final Instant AT = Instant.parse("2026-01-05T09:00:00Z");

    @TempDir
    private Path folder;

    private final Fakes fakes = new Fakes();
    private String url = "";
    private Duration timeout = Duration.ofMinutes(20);

    @BeforeEach
    void makeRemote() throws IOException {
        Files.createDirectories(remote());
        git("init", "-q", "-b", "main");
        git("config", "uploadpack.allowFilter", "true");
    }

    @Test
    void readsBranchesTagsAndAnOctopusMerge() {
        String root = commit("root");
        git("branch", "release");
        git("branch", "other");
        String second = commit("second");
        git("tag", "-a", "v1", "-m", "v1");
        git("checkout", "-q", "release");
        String fix = commit("fix");
        git("checkout", "-q", "other");
        String other = commit("other");
        git("checkout", "-q", "main");
        git("merge", "-q", "-s", "ours", "--no-edit", "release", "other");
        String octopus = git("rev-parse", "HEAD");

        work();

        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
        assertThat(objectsOfTheMirror()).as("no trees").allMatch(type -> type.equals("commit") || type.equals("tag"));
        assertThat(fakes.graph).containsOnlyKeys(root, second, fix, other, octopus);
        assertThat(fakes.commit(octopus).parents()).extracting(CommitSha::value).containsExactly(second, fix, other);
        assertThat(fakes.commit(root).parents()).isEmpty();
        assertThat(fakes.commit(root).authorAt()).isEqualTo(AT);
        assertThat(fakes.received).isEqualTo(5);
    }

    @Test
    void readsOnlyWhatIsNewAndFollowsAForcedPush() {
        commit("one");
        String two = commit("two");
        work();
        fakes.received = 0;

        work();
        assertThat(fakes.received).as("nothing is new").isZero();

        commit("three");
        work();
        assertThat(fakes.received).isEqualTo(1);

        git("reset", "-q", "--soft", two);
        String forced = commit("forced");
        work();
        assertThat(fakes.received).isEqualTo(2);
        assertThat(fakes.graph).containsKey(forced).hasSize(4);
        assertThat(fakes.state).isEqualTo("ok");
    }

    @Test
    void recordsWhatWasFetchedBeforeARecordingFailed() {
        commit("one");
        work();
        String two = commit("two");
        fakes.isBroken = true;
        work();
        assertThat(fakes.state).isEqualTo("failed");
        assertThat(fakes.graph).doesNotContainKey(two);

        fakes.isBroken = false;
        work();
        assertThat(fakes.state).isEqualTo("ok");
        assertThat(fakes.graph).containsKey(two);
    }

    @Test
    void takesARemoteThatCannotFilterAndOneThatIsEmpty() {
        work();
        assertThat(fakes.state).as("empty: %s", fakes.detail).isEqualTo("ok");
        git("config", "uploadpack.allowFilter", "false");
        commit("one");
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
        assertThat(fakes.graph).hasSize(1);
        assertThat(objectsOfTheMirror()).as("all there is").contains("tree");
    }

    @Test
    void leavesOutWhatARemoteCanLeaveOut() throws IOException {
        Files.writeString(remote().resolve("file"), "text");
        git("add", "file");
        commit("one");
        git("config", "uploadpackfilter.tree.allow", "false");
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
        assertThat(fakes.graph).hasSize(1);
        assertThat(objectsOfTheMirror()).contains("tree").doesNotContain("blob");

        commit("two");
        git("config", "uploadpackfilter.allow", "false");
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
        assertThat(fakes.graph).hasSize(2);
    }

    @Test
    void saysThatACredentialIsWrongWithoutShowingIt() throws IOException {
        List<String> shown = new CopyOnWriteArrayList<>();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        http.start();
        try {
            url = "http://127.0.0.1:" + http.getAddress().getPort() + "/{repository}.git";
            work();
        } finally {
            http.stop(0);
        }
        assertThat(fakes.state).isEqualTo("failed");
        assertThat(fakes.detail).contains("does not accept the credentials").doesNotContain("hush");
        String basic = Base64.getEncoder().encodeToString("x-access-token:hush".getBytes(StandardCharsets.UTF_8));
        assertThat(shown).contains("Basic " + basic);
        try (Stream<Path> files = Files.walk(folder.resolve("mirrors"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("hush", basic);
            }
        }
    }

    @Test
    void doesNotWaitForARemoteForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + silent.getLocalPort() + "/{repository}.git";
            timeout = Duration.ofSeconds(1);
            work();
        }
        assertThat(fakes.state).isEqualTo("failed");
        assertThat(fakes.detail).isEqualTo("git took longer than 1 s");
    }

    @Test
    void fetchesUnderTheNewNameOfARepository() throws IOException {
        commit("one");
        work();
        Files.move(remote(), folder.resolve("acme/store.git"));
        work();
        assertThat(fakes.state).isEqualTo("failed");

        fakes.name = "acme/store";
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
    }

    @Test
    void deletesTheMirrorFetchedLongestAgoWhenThereIsNoRoom() throws IOException {
        byte[] noise = new byte[1200 << 10];
        new Random(1).nextBytes(noise);
        Files.write(remote().resolve("noise"), noise);
        git("add", "noise");
        git("config", "uploadpack.allowFilter", "false");
        commit("large");
        GitWorker worker = worker();
        worker.work();
        fakes.id = 2;
        worker.work();

        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
        assertThat(folder.resolve("mirrors/1.git")).doesNotExist();
        assertThat(folder.resolve("mirrors/2.git")).exists();
        fakes.id = 3;
        worker().work();
        assertThat(folder.resolve("mirrors/2.git")).as("after a start").doesNotExist();
        assertThat(folder.resolve("mirrors/3.git")).exists();
    }

    @Test
    void takesATagOfATree() {
        commit("one");
        git("tag", "-a", "files", "-m", "files", "HEAD^{tree}");
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
        assertThat(fakes.graph).hasSize(1);
    }

    @Test
    void forgetsADeletedBranchWithoutHarm() {
        commit("one");
        git("branch", "a");
        work();
        git("branch", "-D", "a");
        git("branch", "a/b");
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
    }

    @Test
    void saysThatARemoteIsMissingOrShallow() throws IOException {
        fakes.name = "acme/gone";
        work();
        assertThat(fakes.state).isEqualTo("failed");
        assertThat(fakes.detail).contains("gone");

        commit("one");
        commit("two");
        git("clone", "-q", "--bare", "--depth", "1", "file://" + remote(), folder + "/acme/cut.git");
        fakes.name = "acme/cut";
        fakes.id = 2;
        work();
        assertThat(fakes.state).isEqualTo("failed");
        assertThat(fakes.detail).contains("shallow");
        work();
        assertThat(fakes.detail).as("again").contains("shallow");
        assertThat(fakes.graph).isEmpty();
    }

    @Test
    void beginsAnewWhenTheMirrorIsBroken() throws IOException {
        commit("one");
        work();
        try (Stream<Path> packs = Files.list(folder.resolve("mirrors/1.git/objects/pack"))) {
            for (Path pack : packs.toList()) {
                Files.delete(pack);
            }
        }
        fakes.tips = Set.of();
        work();
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("ok");
    }

    @Test
    void putsNoStrangeNameIntoAUrl() {
        for (String name : List.of("../x", "-x", "a b", "a/../b", "a//b", "a;b", "a/-b/.git", "github:12")) {
            fakes.name = name;
            work();
            assertThat(fakes.state).as(name).isEqualTo("bad-name");
        }
    }

    @Test
    void deletesAMirrorThatIsTooLarge() throws IOException {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        Files.write(remote().resolve("noise"), noise);
        git("add", "noise");
        git("config", "uploadpack.allowFilter", "false");
        commit("large");
        work();
        assertThat(fakes.state).as(fakes.detail).isEqualTo("too-large");
        assertThat(folder.resolve("mirrors/1.git")).doesNotExist();
    }

    private void work() {
        worker().work();
    }

    private GitWorker worker() {
        return new GitWorker(fakes, fakes, properties(), folder.resolve("mirrors"), "git");
    }

    private List<String> objectsOfTheMirror() {
        return git(
                        "--git-dir=" + folder.resolve("mirrors/1.git"),
                        "cat-file",
                        "--batch-all-objects",
                        "--batch-check=%(objecttype)")
                .lines()
                .filter(line -> !line.startsWith("warning: "))
                .toList();
    }

    private GitProperties properties() {
        return new GitProperties(
                url.isEmpty() ? "file://" + folder + "/{owner}/{name}.git" : url,
                List.of(),
                "x-access-token",
                GitProperties.Token.of("hush"),
                timeout,
                2);
    }

    private Path remote() {
        return folder.resolve("acme/shop.git");
    }

    private String commit(String message) {
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) {
        List<String> line = new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@example.org"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(remote().toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", AT.toString());
        builder.environment().put("GIT_COMMITTER_DATE", AT.toString());
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said.strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Fakes implements DueFetches, CommitGraphLedger {

        private final Map<String, GraphCommit> graph = new HashMap<>();
        private String name = "acme/shop";
        private long id = 1;
        private Set<String> tips = Set.of();
        private String state = "waiting";
        private String detail = "";
        private long received;
        private boolean isBroken;

        GraphCommit commit(String sha) {
            @Nullable GraphCommit commit = graph.get(sha);
            assertThat(commit).isNotNull();
            return java.util.Objects.requireNonNull(commit);
        }

        @Override
        public Receipt record(Iterator<GraphCommit> commits) {
            Map<String, GraphCommit> told = new HashMap<>();
            commits.forEachRemaining(commit -> told.put(commit.sha().value(), commit));
            if (isBroken) {
                throw new IllegalStateException("broken");
            }
            graph.putAll(told);
            received += told.size();
            return new Receipt(told.size(), told.size());
        }

        @Override
        public void begin() {}

        @Override
        public Optional<DueFetch> take(Duration lease) {
            return Optional.of(new DueFetch(id, name, 1, 0, tips));
        }

        @Override
        public void extend(DueFetch fetch, Duration lease) {}

        @Override
        public void succeeded(DueFetch fetch, Fetched fetched) {
            state = "ok";
            tips = fetched.tips();
        }

        @Override
        public void failed(DueFetch fetch, FailedFetch failed) {
            state = failed.state();
            detail = failed.detail();
        }

        @Override
        public void release(DueFetch fetch) {}

        @Override
        public void forget(DueFetch fetch) {}
    }
}
