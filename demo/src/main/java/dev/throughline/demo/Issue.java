package dev.throughline.demo;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An issue in its current state; {@link GitHubRepository} changes and reports it. */
public final class Issue {

    final long id;
    final long number;
    final String title;
    final Instant openedAt;
    List<String> labels;
    String body;
    Instant updatedAt;

    @Nullable
    String type;

    @Nullable
    Instant closedAt;

    @Nullable
    String stateReason;

    Issue(long id, long number, String title, String body, List<String> labels, Instant openedAt) {
        this.id = id;
        this.number = number;
        this.title = title;
        this.body = body;
        this.labels = labels;
        this.openedAt = openedAt;
        this.updatedAt = openedAt;
    }

    public long id() {
        return id;
    }

    public long number() {
        return number;
    }
}
