package dev.throughline.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pull request in its current state; {@link GitHubRepository} changes and reports it. */
public final class PullRequest {

    final long number;
    final String title;
    final String body;
    final String author;
    final String branch;
    final String base;
    final Instant openedAt;
    final boolean isFromFork;
    final List<String> labels = new ArrayList<>();
    String head;
    int commits;
    Instant updatedAt;

    @Nullable
    Instant mergedAt;

    @Nullable
    String mergeCommit;

    PullRequest(
            long number,
            String title,
            String body,
            String author,
            String branch,
            String base,
            String head,
            int commits,
            Instant openedAt,
            boolean isFromFork) {
        this.number = number;
        this.title = title;
        this.body = body;
        this.author = author;
        this.branch = branch;
        this.base = base;
        this.head = head;
        this.commits = commits;
        this.openedAt = openedAt;
        this.isFromFork = isFromFork;
        this.updatedAt = openedAt;
    }

    public long number() {
        return number;
    }

    public String title() {
        return title;
    }

    public String branch() {
        return branch;
    }
}
