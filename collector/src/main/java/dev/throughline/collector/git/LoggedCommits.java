package dev.throughline.collector.git;

import dev.throughline.collector.git.GitFailed.Reason;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.GraphCommit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Commits as {@code git log} prints them, one at a time: hash and parents, author's and committer's time in seconds, separated by tabs.
 * Seconds, because git allows any offset, and only the instant counts. A time that git cannot read is replaced by the other one.
 */
final class LoggedCommits implements Iterator<GraphCommit> {

    static final String FORMAT = "--format=%H %P%x09%at%x09%ct";

    private final String repository;
    private final BufferedReader lines;
    private final Runnable end;
    private @Nullable String next;
    private boolean isRead;

    /** @param end called once there is no further line; throws when the output is incomplete */
    LoggedCommits(String repository, InputStream out, Runnable end) {
        this.repository = repository;
        this.lines = new BufferedReader(new InputStreamReader(out, StandardCharsets.US_ASCII), 1 << 16);
        this.end = end;
    }

    @Override
    public boolean hasNext() {
        if (!isRead) {
            try {
                next = lines.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            isRead = true;
            if (next == null) {
                end.run();
            }
        }
        return next != null;
    }

    @Override
    public GraphCommit next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        isRead = false;
        return commit(repository, next);
    }

    /** The commit in a line in {@link #FORMAT}. */
    static GraphCommit commit(String repository, String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 3) {
            throw bad();
        }
        try {
            List<CommitSha> hashes = new ArrayList<>(3);
            for (String hash : fields[0].strip().split(" ")) {
                hashes.add(new CommitSha(hash));
            }
            String author = fields[1].isEmpty() ? fields[2] : fields[1];
            String committer = fields[2].isEmpty() ? fields[1] : fields[2];
            return new GraphCommit(
                    repository,
                    hashes.getFirst(),
                    hashes.subList(1, hashes.size()),
                    instant(author),
                    instant(committer));
        } catch (IllegalArgumentException e) {
            throw bad();
        }
    }

    private static Instant instant(String seconds) {
        return Instant.EPOCH.plusSeconds(
                seconds.isEmpty() ? 0 : Math.clamp(Long.parseLong(seconds), -1L << 40, 1L << 40));
    }

    private static GitFailed bad() {
        return new GitFailed(Reason.REFUSED, "git log printed a line that is no commit");
    }
}
