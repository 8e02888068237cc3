package dev.throughline.demo;

import java.time.Instant;

/**
 * A deployment requested on GitHub; {@link GitHubRepository} reports its outcome.
 *
 * @param id GitHub's id for it
 * @param ref what was requested to be deployed: a branch, a tag or a hash
 * @param task what was requested, usually {@code deploy}
 * @param environment where to
 */
public record Deploy(long id, String sha, String ref, String task, String environment, Instant createdAt) {}
