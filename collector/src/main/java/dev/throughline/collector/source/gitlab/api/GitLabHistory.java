package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiClient;
import dev.throughline.collector.backfill.ApiSettings;
import dev.throughline.collector.backfill.ForgeApi;
import dev.throughline.collector.backfill.ForgeHistory;
import dev.throughline.collector.backfill.ForgeHooks;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The history from GitLab's API. */
public final class GitLabHistory implements ForgeHistory {

    /**
     * Answers about one object, which is not requested again while it is the same, pages of commits, which never change, and data about
     * webhooks, whose addresses may contain a secret.
     */
    private static final Pattern OF_ONE =
            Pattern.compile("/(merge_requests|issues|pipelines)/[0-9]+(/|$)|/repository/commits(/|$)|/hooks(/|$)");

    private final GitLabAccess access;
    private final Function<String, Wanted> wanted;
    private final Clock clock;

    /** @param wanted what counts for a project, by its full path */
    public GitLabHistory(GitLabAccess access, Function<String, Wanted> wanted, Clock clock) {
        this.access = access;
        this.wanted = wanted;
        this.clock = clock;
    }

    @Override
    public ApiSettings settings() {
        return new ApiSettings(access.instance(), GitLabHistory::isList);
    }

    static boolean isList(URI uri) {
        return !OF_ONE.matcher(String.valueOf(uri.getRawPath())).find();
    }

    @Override
    public Optional<ForgeHooks> hooks(ApiClient client) {
        return Optional.of(new GitLabHooks(new Conversation(client, access), clock));
    }

    @Override
    public ForgeApi open(ApiClient client) {
        return new GitLabForge(new Conversation(client, access), wanted, clock);
    }
}
