package dev.throughline.demo;

import java.time.Instant;

/**
 * A deployment that GitHub was asked for; {@link GitHubRepository} tells what became of it.
 *
 * @param id GitHub's id of it
 * @param ref what was asked to be deployed: a branch, a tag or a hash
 * @param task what was to be done, usually {@code deploy}
 * @param environment where to
 */
public record Deploy(long id, String sha, String ref, String task, String environment, Instant createdAt) {}
