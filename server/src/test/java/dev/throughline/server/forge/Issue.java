package dev.throughline.server.forge;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issue as it stands now.
 *
 * @param incident GitLab's type {@code INCIDENT}
 * @param severity of a GitLab incident: {@code unknown}, {@code low}, …
 * @param closedAs GitHub's reason, {@code completed} for most; GitLab knows none
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
        String severity,
        String closedAs)
        implements Ticket {

    public Issue(
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
            String severity) {
        this(
                id,
                number,
                title,
                body,
                user,
                labels,
                createdAt,
                updatedAt,
                closedAt,
                comments,
                confidential,
                incident,
                severity,
                "completed");
    }
}
