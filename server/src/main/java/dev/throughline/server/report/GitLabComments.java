package dev.throughline.server.report;

import dev.throughline.collector.history.ApiFailed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Comments of merge requests, which GitLab calls notes. */
final class GitLabComments implements Comments {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;

    private final ForgeClient gitlab;
    private @Nullable Long me;

    GitLabComments(ForgeClient gitlab) {
        this.gitlab = gitlab;
    }

    @Override
    public Outcome write(PullRequest request, String marker, String body) throws ApiFailed {
        String notes = "/api/v4/projects/%s/merge_requests/%d/notes"
                .formatted(URLEncoder.encode(request.repository(), StandardCharsets.UTF_8), request.number());
        String text = marker + "\n" + body;
        Optional<JsonNode> earlier = find(notes, marker);
        if (earlier.isEmpty()) {
            gitlab.send("POST", notes, text);
            return Outcome.WRITTEN;
        }
        if (OwnComment.isSame(earlier.get(), text)) {
            return Outcome.UNCHANGED;
        }
        gitlab.send("PUT", notes + "/" + earlier.get().path("id").asLong(), text);
        return Outcome.RENEWED;
    }

    private Optional<JsonNode> find(String notes, String marker) throws ApiFailed {
        long own = me();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode found =
                    gitlab.get("%s?sort=asc&order_by=created_at&per_page=%d&page=%d".formatted(notes, PAGE, page));
            for (JsonNode note : found) {
                if (OwnComment.isMarked(note, marker)
                        && note.path("author").path("id").asLong() == own) {
                    return Optional.of(note);
                }
            }
            if (found.size() < PAGE) {
                break;
            }
        }
        return Optional.empty();
    }

    private long me() throws ApiFailed {
        if (me == null) {
            me = gitlab.get("/api/v4/user").path("id").asLong();
        }
        return me;
    }
}
