package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What GitHub numbers in one row: issues and pull requests. */
public sealed interface Ticket permits Pull, Issue {

    long id();

    int number();

    String title();

    String body();

    Person user();

    List<String> labels();

    Instant createdAt();

    Instant updatedAt();

    @Nullable
    Instant closedAt();

    List<Comment> comments();

    default boolean isOpen() {
        return closedAt() == null;
    }
}
