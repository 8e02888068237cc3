package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issue as it stands now.
 *
 * @param incident GitLab's type {@code INCIDENT}
 * @param severity of a GitLab incident: {@code unknown}, {@code low}, …
 */
public record Issue(
        long id,
        int number,
        String title,
        String body,
        Person user,
        List<String> labels,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant closedAt,
        List<Comment> comments,
        boolean confidential,
        boolean incident,
        String severity)
        implements Ticket {}
