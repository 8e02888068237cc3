package dev.throughline.collector.source.github.api;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The access to GitHub's API.
 *
 * @param token a token, classic or fine-grained; null if an app is used
 * @param app null if a token is used
 */
public record GitHubAccess(
        URI api, @Nullable String token, @Nullable App app) {

    /**
     * A GitHub App.
     *
     * @param id its own
     * @param key file with its private key, as GitHub gives it
     * @param installation where it is installed
     */
    public record App(String id, Path key, long installation) {}

    @Override
    public String toString() {
        return "GitHubAccess[" + api + "]";
    }
}
