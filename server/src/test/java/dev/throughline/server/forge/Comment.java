package dev.throughline.server.forge;

import java.time.Instant;

/**
 * A comment on a ticket.
 *
 * @param internal GitLab shows it to members only
 */
public record Comment(long id, Person user, String body, Instant createdAt, boolean internal) {}
