package dev.throughline.server.forge;

import java.time.Instant;

/**
 * A verdict on a pull request.
 *
 * @param state as GitHub writes it: {@code APPROVED}, {@code CHANGES_REQUESTED}, {@code COMMENTED}, {@code DISMISSED}
 */
public record Review(long id, Person user, String state, Instant submittedAt, String sha) {}
