package dev.throughline.server.transfer;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The commit graph as lines of JSON, written while they are read, so that their number does not matter. */
final class GraphLines {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 500;

    private GraphLines() {}

    static InputStream of(Iterator<GraphCommit> commits) {
        return new SequenceInputStream(new Enumeration<InputStream>() {

            @Override
            public boolean hasMoreElements() {
                return commits.hasNext();
            }

            @Override
            public InputStream nextElement() {
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < AT_ONCE && commits.hasNext(); i++) {
                    append(commits.next(), lines);
                }
                return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static void append(GraphCommit commit, StringBuilder lines) {
        lines.append("{\"repository\":")
                .append(JSON.writeValueAsString(commit.repository()))
                .append(",\"sha\":\"")
                .append(commit.sha().value())
                .append("\",\"parents\":\"")
                .append(commit.parents().stream().map(CommitSha::value).collect(Collectors.joining(" ")))
                .append("\",\"author_at\":\"")
                .append(commit.authorAt())
                .append("\",\"committer_at\":\"")
                .append(commit.committerAt())
                .append("\"}\n");
    }
}
