package dev.throughline.server.report;

import dev.throughline.collector.history.ApiFailed;
import dev.throughline.collector.history.ApiFailed.Reason;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Comments of pull requests, which are issues to GitHub's API. */
final class GitHubComments implements Comments {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;

    private final ForgeClient github;
    private @Nullable Predicate<JsonNode> ours;

    GitHubComments(ForgeClient github) {
        this.github = github;
    }

    @Override
    public Outcome write(PullRequest request, String marker, String body) throws ApiFailed {
        String repository = "/repos/" + request.repository();
        String all = "%s/issues/%d/comments".formatted(repository, request.number());
        String text = marker + "\n" + body;
        Optional<JsonNode> earlier = find(all, marker);
        if (earlier.isEmpty()) {
            github.send("POST", all, text);
            return Outcome.WRITTEN;
        }
        if (OwnComment.isSame(earlier.get(), text)) {
            return Outcome.UNCHANGED;
        }
        github.send(
                "PATCH",
                "%s/issues/comments/%d"
                        .formatted(repository, earlier.get().path("id").asLong()),
                text);
        return Outcome.RENEWED;
    }

    private Optional<JsonNode> find(String all, String marker) throws ApiFailed {
        Predicate<JsonNode> own = ours();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode comments = github.get("%s?per_page=%d&page=%d".formatted(all, PAGE, page));
            for (JsonNode comment : comments) {
                if (OwnComment.isMarked(comment, marker) && own.test(comment)) {
                    return Optional.of(comment);
                }
            }
            if (comments.size() < PAGE) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The token of a workflow may not ask who it is: then it is one of the bots, and nobody else can be one. */
    private Predicate<JsonNode> ours() throws ApiFailed {
        if (ours == null) {
            ours = asked();
        }
        return ours;
    }

    private Predicate<JsonNode> asked() throws ApiFailed {
        try {
            long id = github.get("/user").path("id").asLong();
            return comment -> comment.path("user").path("id").asLong() == id;
        } catch (ApiFailed failed) {
            if (failed.reason() == Reason.FORBIDDEN) {
                return comment -> comment.path("user").path("type").asString("").equals("Bot");
            }
            throw failed;
        }
    }
}
