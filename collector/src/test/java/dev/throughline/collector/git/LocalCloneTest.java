package dev.throughline.collector.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.throughline.collector.git.LocalClone.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCloneTest {

    private static final String BEGUN = "2026-01-05T09:00:00Z";

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws IOException {
        git(BEGUN, "init", "-q", "-b", "main");
        git(BEGUN, "commit", "-q", "--allow-empty", "-m", "Begin\n\nwith ü and\ttabs");
    }

    @Test
    void readsCommitsWithTheirMessages() throws IOException {
        git("2026-01-05T10:00:00Z", "commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "");
        git("2026-01-05T11:00:00Z", "commit", "-q", "--allow-empty", "-m", "End");
        try (LocalClone clone = LocalClone.open(Files.createDirectory(folder.resolve("inside")))) {
            List<LoggedCommit> commits = clone.messages("acme/web", all -> {
                List<LoggedCommit> list = new ArrayList<>();
                all.forEachRemaining(list::add);
                return list;
            });

            assertThat(commits)
                    .extracting(LoggedCommit::message)
                    .containsExactly("Begin\n\nwith ü and\ttabs", "", "End");
            assertThat(commits).extracting(LoggedCommit::author).containsOnly("Amara Ö");
            assertThat(commits.getFirst().commit().authorAt()).isEqualTo(BEGUN);
            assertThat(commits.getLast().commit().parents())
                    .containsExactly(commits.get(1).commit().sha());
            assertThat(clone.count()).isEqualTo(3);
            assertThat(clone.mainline()).hasSize(3);
            assertThat(clone.origin()).isEmpty();
        }
    }

    @Test
    void readsEveryKindOfTag() throws IOException {
        git("2026-01-06T09:00:00Z", "tag", "light");
        git("2026-01-06T09:00:00Z", "tag", "-a", "annotated", "-m", "x");
        git("2026-01-07T09:00:00Z", "tag", "-a", "nested", "-m", "x", "annotated");
        git("2026-01-07T09:00:00Z", "tag", "tree", "HEAD^{tree}");
        try (LocalClone clone = LocalClone.open(folder)) {
            String head = git(BEGUN, "rev-parse", "HEAD");

            assertThat(clone.tags())
                    .extracting(Tag::name, tag -> String.valueOf(tag.sha()), Tag::at)
                    .containsExactly(
                            tuple("annotated", head, Instant.parse("2026-01-06T09:00:00Z")),
                            tuple("light", head, Instant.parse(BEGUN)),
                            tuple("nested", head, Instant.parse("2026-01-07T09:00:00Z")),
                            tuple("tree", "null", null));
        }
    }

    @Test
    void changesNothingInTheClone() throws IOException {
        List<String> before = files();
        try (LocalClone clone = LocalClone.open(folder)) {
            clone.tags();
            clone.graph("acme/web", all -> {
                all.forEachRemaining(commit -> {});
                return true;
            });
        }

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void saysThatThereIsNoGit() {
        assertThatThrownBy(() -> LocalClone.open(folder, "no-such-git"))
                .isInstanceOf(UnreadableClone.class)
                .hasMessage("there is no command 'git': install git");
    }

    @Test
    void saysWhatIsWrongWithABrokenClone() throws IOException {
        try (Stream<Path> objects = Files.walk(folder.resolve(".git/objects"))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) {
                Files.delete(object);
            }
        }

        assertThatThrownBy(() -> LocalClone.open(folder))
                .isInstanceOf(UnreadableClone.class)
                .message()
                .hasLineCount(1);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> list = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                list.add(file + " " + Files.getLastModifiedTime(file));
            }
            return list;
        }
    }

    private String git(String at, String... arguments) throws IOException {
        List<String> line =
                new ArrayList<>(List.of("git", "-c", "user.name=Amara Ö", "-c", "user.email=a@example.org"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", at);
        builder.environment().put("GIT_COMMITTER_DATE", at);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(said).isZero();
        return said.strip();
    }
}
