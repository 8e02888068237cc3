package dev.throughline.collector.comment;

import dev.throughline.collector.backfill.ApiFailed;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.engine.fact.SourceTraits;
import java.net.URI;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** How comments are read and written on one kind of forge. There is one instance per kind. */
public interface CommentApi {

    /** How many comments are requested at once. */
    int PAGE = 100;

    /** The source: its name, with which its keys in the configuration begin, and the prefix of the number of a change. */
    SourceTraits traits();

    /** Address of the API if none is configured. */
    String usualAddress();

    /** The base of paths, for an address as configured. */
    default URI base(URI configured) {
        return configured;
    }

    /** The credentials, and everything else that each request sends. */
    Map<String, String> headers(ApiToken token);

    /** Path of the page of a pull request: its repository and its number are the two groups. */
    Pattern page();

    /** Path of the comments of a pull request. */
    String all(PullRequest request);

    /** The query for one page of them, oldest first. */
    default String query(int page) {
        return "?per_page=%d&page=%d".formatted(PAGE, page);
    }

    /** Path of one comment. */
    String one(PullRequest request, long comment);

    /** The method that replaces one. */
    String renewal();

    /** Distinguishes comments by the token's own account from those of others. */
    Predicate<JsonNode> own(ForgeClient forge) throws ApiFailed;
}
