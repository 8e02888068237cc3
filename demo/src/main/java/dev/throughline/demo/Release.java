package dev.throughline.demo;

import java.time.Instant;

/**
 * A release; {@link GitHubRepository} reports its outcome.
 *
 * @param id GitHub's id for it
 * @param tag its tag
 * @param publishedAt when it was first published, even if as a prerelease
 */
public record Release(long id, String tag, Instant publishedAt) {}
