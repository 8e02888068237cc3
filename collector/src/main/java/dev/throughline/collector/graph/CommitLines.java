package dev.throughline.collector.graph;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Commits from lines of JSON, one at a time, so that their number does not matter. {@code parents} is a list of hashes, or one string with
 * spaces between them, which is what {@code git log} can write.
 */
final class CommitLines implements Iterator<GraphCommit>, AutoCloseable {

    private static final String ALONE = "a JSON object of its own, in one line";
    private static final String PATHS = "a list of the files that the commit touches";
    private static final int LONGEST_TEXT = 10_000;
    private static final int DEEPEST = 20;
    private static final int LONGEST_NAME = 200;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    private final JsonParser parser;
    private @Nullable GraphCommit next;
    private boolean isRead;
    private long line = 1;

    CommitLines(InputStream in) {
        parser = JSON.createParser(ObjectReadContext.empty(), in);
    }

    /** @throws BadLine when the next line is not a commit */
    @Override
    public boolean hasNext() {
        if (!isRead) {
            next = read();
            isRead = true;
        }
        return next != null;
    }

    @Override
    public GraphCommit next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        isRead = false;
        return next;
    }

    @Override
    public void close() {
        parser.close();
    }

    private @Nullable GraphCommit read() {
        try {
            JsonToken token = begin();
            if (token == null) {
                return null;
            }
            if (token != JsonToken.START_OBJECT) {
                throw bad("$", "an object");
            }
            GraphCommit commit = commit();
            if (parser.currentTokenLocation().getLineNr() != line) {
                throw bad("$", ALONE);
            }
            return commit;
        } catch (JacksonException e) {
            throw bad("$", ALONE);
        }
    }

    private @Nullable JsonToken begin() {
        try {
            JsonToken token = parser.nextToken();
            line = parser.currentTokenLocation().getLineNr();
            return token;
        } catch (JacksonException e) {
            line = parser.currentLocation().getLineNr();
            throw e;
        }
    }

    private GraphCommit commit() {
        String repository = null;
        CommitSha sha = null;
        List<CommitSha> parents = null;
        Instant authorAt = null;
        Instant committerAt = null;
        List<String> paths = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "repository" -> repository = repository();
                case "sha" -> sha = sha(field, text(field));
                case "parents" -> parents = parents();
                case "author_at" -> authorAt = instant(field);
                case "committer_at" -> committerAt = instant(field);
                case "paths" -> paths = paths();
                default -> parser.skipChildren();
            }
        }
        return new GraphCommit(
                given(repository, "repository", "the name of a repository"),
                given(sha, "sha", "a commit hash"),
                given(parents, "parents", "the hashes of the parents, none for a root"),
                given(authorAt, "author_at", "a time in ISO-8601 with its offset"),
                given(committerAt, "committer_at", "a time in ISO-8601 with its offset"),
                paths);
    }

    private @Nullable List<String> paths() {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw bad("paths", PATHS);
        }
        List<String> paths = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING
                    || parser.getString().indexOf('\0') >= 0) {
                throw bad("paths", PATHS);
            }
            paths.add(parser.getString());
        }
        return paths;
    }

    private <T> T given(@Nullable T value, String field, String expected) {
        if (value == null) {
            throw bad(field, expected);
        }
        return value;
    }

    private String repository() {
        String name = text("repository").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw bad("repository", "the name of a repository, up to %d characters".formatted(LONGEST_NAME));
        }
        return name;
    }

    private List<CommitSha> parents() {
        List<CommitSha> parents = new ArrayList<>(2);
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parents.add(sha("parents", text("parents")));
            }
        } else {
            for (String word : text("parents").split(" ")) {
                if (!word.isEmpty()) {
                    parents.add(sha("parents", word));
                }
            }
        }
        return parents;
    }

    private String text(String field) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw bad(field, field.equals("parents") ? "a list of commit hashes" : "a text");
        }
        return parser.getString();
    }

    private CommitSha sha(String field, String text) {
        try {
            Optional<CommitSha> sha = CommitSha.parse(text);
            if (sha.isPresent()) {
                return sha.get();
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw bad(field, "a full commit hash of 40 or 64 hex digits");
    }

    private Instant instant(String field) {
        try {
            return GitTime.parse(text(field));
        } catch (DateTimeException e) {
            throw bad(field, "a time in ISO-8601 with its offset");
        }
    }

    private BadLine bad(String field, String expected) {
        return new BadLine(line, field, expected);
    }
}
