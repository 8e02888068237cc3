package dev.throughline.collector.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitLinesTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String GOOD =
            "{\"repository\":\"acme/web\",\"sha\":\"%s\",\"parents\":[],\"author_at\":\"2026-01-05T09:00:00Z\",\"committer_at\":\"2026-01-05T09:00:00Z\"}"
                    .formatted(A);

    @Test
    void readsACommitALine() {
        assertThat(read(GOOD + "\n\n" + line(B, "[\"" + A + "\"]", "2026-01-05T10:00:00+02:00") + "\r\n"))
                .containsExactly(
                        commit(A, List.of(), "2026-01-05T09:00:00Z"),
                        commit(B, List.of(new CommitSha(A)), "2026-01-05T08:00:00Z"));
    }

    @Test
    void readsParentsAsGitLogWritesThem() {
        assertThat(read(line("c".repeat(40), "\"" + A + " " + B + "\"", "2026-01-05T09:00:00Z")))
                .singleElement()
                .extracting(GraphCommit::parents)
                .isEqualTo(List.of(new CommitSha(A), new CommitSha(B)));
        assertThat(read(line(A, "\"\"", "2026-01-05T09:00:00Z")))
                .singleElement()
                .extracting(GraphCommit::parents)
                .isEqualTo(List.of());
    }

    @Test
    void takesNoLinesForNoCommits() {
        assertThat(read("")).isEmpty();
        assertThat(read("\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`[]`, $",
                "`nonsense`, $",
                "`{\"sha\":`, sha",
                "`{`, $",
                "`{\"sha\"`, $",
                "`{\"sha\":\"abc\"}`, sha",
                "`{\"sha\":7}`, sha",
                "`{\"sha\":\"0000000000000000000000000000000000000000\"}`, sha",
                "`{\"parents\":[\"abc\"]}`, parents",
                "`{\"parents\":{}}`, parents",
                "`{\"author_at\":\"yesterday\"}`, author_at",
                "`{\"author_at\":\"2026-01-05T09:00:00\"}`, author_at",
                "`{\"repository\":\" \"}`, repository",
                "`{}`, repository"
            })
    void namesTheLineAndTheFieldThatIsWrong(String bad, String field) {
        assertThatThrownBy(() -> read(GOOD + "\n" + bad + "\n" + GOOD))
                .isInstanceOfSatisfying(
                        BadLine.class,
                        problem -> assertThat(problem.getBody().getDetail()).contains("Line 2: " + field + " "));
    }

    private static List<GraphCommit> read(String lines) {
        try (CommitLines commits = new CommitLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))) {
            List<GraphCommit> read = new ArrayList<>();
            commits.forEachRemaining(read::add);
            return read;
        }
    }

    private static String line(String sha, String parents, String authorAt) {
        return "{\"repository\":\"acme/web\",\"sha\":\"%s\",\"parents\":%s,\"author_at\":\"%s\",\"committer_at\":\"2026-01-05T09:00:00Z\",\"more\":{\"a\":[1]}}"
                .formatted(sha, parents, authorAt);
    }

    private static GraphCommit commit(String sha, List<CommitSha> parents, String authorAt) {
        return new GraphCommit(
                "acme/web",
                new CommitSha(sha),
                parents,
                Instant.parse(authorAt),
                Instant.parse("2026-01-05T09:00:00Z"));
    }
}
