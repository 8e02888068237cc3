package dev.throughline.collector.comment;

import dev.throughline.collector.backfill.ApiFailed;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The comments on pull or merge requests on one forge. */
public final class Comments {

    private static final int MOST_PAGES = 50;

    private final CommentApi api;
    private final ForgeClient forge;
    private @Nullable Predicate<JsonNode> own;

    public Comments(CommentApi api, ForgeClient forge) {
        this.api = api;
        this.forge = forge;
    }

    /** The outcome for a comment. */
    public enum Outcome {
        WRITTEN,
        RENEWED,
        UNCHANGED
    }

    /**
     * Writes a comment, or updates the one that was written before.
     *
     * @param marker its first line, by which it is found again; other people's comments are left alone, whatever they begin with
     * @param body below the marker
     */
    public Outcome write(PullRequest request, String marker, String body) throws ApiFailed {
        String text = marker + "\n" + body;
        Optional<JsonNode> earlier = find(api.all(request), marker);
        if (earlier.isEmpty()) {
            forge.send("POST", api.all(request), text);
            return Outcome.WRITTEN;
        }
        if (isSame(earlier.get(), text)) {
            return Outcome.UNCHANGED;
        }
        forge.send(api.renewal(), api.one(request, earlier.get().path("id").asLong()), text);
        return Outcome.RENEWED;
    }

    private Optional<JsonNode> find(String all, String marker) throws ApiFailed {
        if (own == null) {
            own = api.own(forge);
        }
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode comments = forge.get(all + api.query(page));
            for (JsonNode comment : comments) {
                if (text(comment).startsWith(marker) && own.test(comment)) {
                    return Optional.of(comment);
                }
            }
            if (comments.size() < CommentApi.PAGE) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Forges normalise line endings in their own way. */
    private static boolean isSame(JsonNode comment, String text) {
        return text(comment).replace("\r\n", "\n").strip().equals(text.strip());
    }

    private static String text(JsonNode comment) {
        return comment.path("body").asString("");
    }
}
