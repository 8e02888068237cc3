package dev.throughline.demo;

import java.time.Instant;

/**
 * A release; {@link GitHubRepository} tells what became of it.
 *
 * @param id GitHub's id of it
 * @param tag the tag that it is of
 * @param publishedAt when it was first published, be it as a prerelease
 */
public record Release(long id, String tag, Instant publishedAt) {}
