package dev.throughline.collector.source.gitlab;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.comment.ForgeClient;
import dev.throughline.collector.comment.PullRequest;
import dev.throughline.engine.fact.SourceTraits;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Comments of merge requests, which GitLab calls notes. */
enum GitLabComments implements CommentApi {
    INSTANCE;

    private static final String SEGMENT = "[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*";
    private static final Pattern PAGE_OF_ONE =
            Pattern.compile("/(%s(?:/%s)+)/-/merge_requests/([0-9]{1,12})".formatted(SEGMENT, SEGMENT));

    @Override
    public SourceTraits traits() {
        return GitLabSource.TRAITS;
    }

    @Override
    public String usualAddress() {
        return GitLabProperties.GITLAB;
    }

    /** The address of the instance, which may be configured with the path of its API. */
    @Override
    public URI base(URI configured) {
        return URI.create(configured.toString().replaceAll("/api/v4$", ""));
    }

    @Override
    public Map<String, String> headers(ApiToken token) {
        return Map.of("PRIVATE-TOKEN", token.reveal(), "Accept", "application/json");
    }

    @Override
    public Pattern page() {
        return PAGE_OF_ONE;
    }

    @Override
    public String all(PullRequest request) {
        return "/api/v4/projects/%s/merge_requests/%d/notes"
                .formatted(URLEncoder.encode(request.repository(), StandardCharsets.UTF_8), request.number());
    }

    @Override
    public String query(int page) {
        return "?sort=asc&order_by=created_at&per_page=%d&page=%d".formatted(PAGE, page);
    }

    @Override
    public String one(PullRequest request, long comment) {
        return all(request) + "/" + comment;
    }

    @Override
    public String renewal() {
        return "PUT";
    }

    @Override
    public Predicate<JsonNode> own(ForgeClient forge) throws ApiFailed {
        long id = forge.get("/api/v4/user").path("id").asLong();
        return note -> note.path("author").path("id").asLong() == id;
    }
}
