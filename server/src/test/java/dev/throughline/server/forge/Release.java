package dev.throughline.server.forge;

import java.time.Instant;

/** A release. */
public record Release(
        long id,
        String tag,
        String name,
        String body,
        String sha,
        Instant createdAt,
        Instant publishedAt,
        boolean draft,
        boolean prerelease,
        Person author) {}
