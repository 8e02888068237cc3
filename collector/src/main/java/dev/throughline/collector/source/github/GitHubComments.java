package dev.throughline.collector.source.github;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiFailed.Reason;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.comment.ForgeClient;
import dev.throughline.collector.comment.PullRequest;
import dev.throughline.engine.fact.SourceTraits;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Comments of pull requests, which are issues to GitHub's API. */
enum GitHubComments implements CommentApi {
    INSTANCE;

    private static final String SEGMENT = "[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*";
    private static final Pattern PAGE_OF_ONE =
            Pattern.compile("/(%s/%s)/pull/([0-9]{1,12})".formatted(SEGMENT, SEGMENT));

    @Override
    public SourceTraits traits() {
        return GitHubSource.TRAITS;
    }

    @Override
    public String usualAddress() {
        return GitHubProperties.API;
    }

    @Override
    public Map<String, String> headers(ApiToken token) {
        return Map.of(
                "Authorization", "Bearer " + token.reveal(),
                "Accept", "application/vnd.github+json",
                "X-GitHub-Api-Version", "2022-11-28");
    }

    @Override
    public Pattern page() {
        return PAGE_OF_ONE;
    }

    @Override
    public String all(PullRequest request) {
        return "/repos/%s/issues/%d/comments".formatted(request.repository(), request.number());
    }

    @Override
    public String one(PullRequest request, long comment) {
        return "/repos/%s/issues/comments/%d".formatted(request.repository(), comment);
    }

    @Override
    public String renewal() {
        return "PATCH";
    }

    /** The token of a workflow may not ask who it is: then it is one of the bots, which nobody else can be. */
    @Override
    public Predicate<JsonNode> own(ForgeClient forge) throws ApiFailed {
        try {
            long id = forge.get("/user").path("id").asLong();
            return comment -> comment.path("user").path("id").asLong() == id;
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.FORBIDDEN) {
                return comment -> comment.path("user").path("type").asString("").equals("Bot");
            }
            throw failed;
        }
    }
}
