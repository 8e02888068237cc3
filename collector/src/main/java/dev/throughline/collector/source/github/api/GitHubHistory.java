package dev.throughline.collector.source.github.api;

import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiSettings;
import dev.throughline.collector.backfill.Chapter;
import dev.throughline.collector.backfill.ForgeApi;
import dev.throughline.collector.backfill.ForgeHistory;
import dev.throughline.collector.backfill.ForgeHooks;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The history from GitHub's REST API. */
public final class GitHubHistory implements ForgeHistory {

    /** Answers about one object, which is not requested again while it is the same. */
    private static final Pattern OF_ONE = Pattern.compile(
            "/(commits|reviews|statuses|comments|attempts|access_tokens)/?$|/actions/runs/[0-9]|/compare/|/commits/[0-9a-f]{40}");

    private static final Pattern OF_REPOSITORY = Pattern.compile("/repos(itories)?/[^/]+(/[^/]+)?/commits/?$");

    private final GitHubAccess access;
    private final Function<String, Set<Chapter>> chapters;
    private final Clock clock;

    /** @param chapters what counts for a repository, by its full name */
    public GitHubHistory(GitHubAccess access, Function<String, Set<Chapter>> chapters, Clock clock) {
        this.access = access;
        this.chapters = chapters;
        this.clock = clock;
    }

    @Override
    public ApiSettings settings() {
        return new ApiSettings(access.api(), GitHubHistory::isList);
    }

    static boolean isList(URI uri) {
        String path = String.valueOf(uri.getRawPath());
        if (String.valueOf(uri.getRawQuery()).contains("cursor=")) {
            return false; // a place in a list that grows: it is asked for once
        }
        boolean isOfOne =
                OF_ONE.matcher(path).find() && !OF_REPOSITORY.matcher(path).find();
        return !isOfOne;
    }

    @Override
    public Optional<ForgeHooks> hooks(ApiClient client) {
        return Optional.of(
                new GitHubHooks(access, Connection.of(access, client, clock).transport(), clock));
    }

    @Override
    public ForgeApi open(ApiClient client) {
        return new GitHubForge(Connection.of(access, client, clock), access.app() != null, chapters, clock);
    }
}
