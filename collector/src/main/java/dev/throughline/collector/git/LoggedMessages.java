package dev.throughline.collector.git;

import dev.throughline.collector.git.GitFailed.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Commits as {@code git log -z} prints them with their messages, one at a time. */
final class LoggedMessages implements Iterator<LoggedCommit> {

    /** A line as in {@link LoggedCommits}, a line with the author, then the message. */
    static final String FORMAT = LoggedCommits.FORMAT + "%x0a%an%x0a%B";

    private static final int LONGEST = 1 << 20;

    private final String repository;
    private final InputStream out;
    private final Runnable end;
    private @Nullable String next;
    private boolean isRead;

    /** @param end called once there is no further commit; throws when the output is incomplete */
    LoggedMessages(String repository, InputStream out, Runnable end) {
        this.repository = repository;
        this.out = new BufferedInputStream(out, 1 << 16);
        this.end = end;
    }

    @Override
    public boolean hasNext() {
        if (!isRead) {
            next = read();
            isRead = true;
            if (next == null) {
                end.run();
            }
        }
        return next != null;
    }

    @Override
    public LoggedCommit next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        isRead = false;
        String[] lines = next.split("\n", 3);
        if (lines.length < 3) {
            throw new GitFailed(Reason.REFUSED, "git log printed something that is not a commit");
        }
        return new LoggedCommit(LoggedCommits.commit(repository, lines[0]), lines[1].strip(), lines[2].stripTrailing());
    }

    /** Up to the next null byte, which no message contains. */
    private @Nullable String read() {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        try {
            int sign = out.read();
            if (sign < 0) {
                return null;
            }
            for (; sign > 0; sign = out.read()) {
                if (record.size() < LONGEST) {
                    record.write(sign);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return record.toString(StandardCharsets.UTF_8);
    }
}
