package dev.throughline.collector.comment;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.engine.fact.SourceTraits;
import java.net.URI;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** How comments are read and written at one kind of forge. There is one of each kind. */
public interface CommentApi {

    /** So many comments are asked for at once. */
    int PAGE = 100;

    /** Of the source: its name, which its keys in the configuration begin with, and what stands before the number of a change. */
    SourceTraits traits();

    /** Address of the API where none is configured. */
    String usualAddress();

    /** What paths stand below, of an address as somebody configured it. */
    default URI base(URI configured) {
        return configured;
    }

    /** What lets us in, with all else that each request says. */
    Map<String, String> headers(ApiToken token);

    /** Path of the page of a pull request: its repository and its number are the two groups. */
    Pattern page();

    /** Path of the comments of a pull request. */
    String all(PullRequest request);

    /** What asks for one page of them, the oldest first. */
    default String query(int page) {
        return "?per_page=%d&page=%d".formatted(PAGE, page);
    }

    /** Path of one comment. */
    String one(PullRequest request, long comment);

    /** The method that writes one anew. */
    String renewal();

    /** Tells comments of the token's own account from those of others. */
    Predicate<JsonNode> own(ForgeClient forge) throws ApiFailed;
}
