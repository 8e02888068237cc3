package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.ApiClient.Answer;
import java.net.URI;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a list continues. Only the query of its address is used: GitLab writes the rest from the address it believes it has. */
final class Links {

    private static final Pattern NEXT = Pattern.compile("<([^<>]+)>\\s*;\\s*rel=\"?next\"?", Pattern.CASE_INSENSITIVE);

    private Links() {}

    /**
     * The query of the page after an answer; null when there is none.
     *
     * @param asked query of the answer
     */
    static @Nullable String next(Answer answer, String asked) {
        String links = answer.header("link");
        Matcher next = NEXT.matcher(links == null ? "" : links);
        if (next.find()) {
            return query(next.group(1));
        }
        // a proxy may remove the links
        String page = answer.header("x-next-page");
        return page == null || page.isBlank() ? null : withPage(asked, page.strip());
    }

    private static @Nullable String query(String address) {
        try {
            return URI.create(address).getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String withPage(String query, String page) {
        return Stream.concat(
                        Arrays.stream(query.split("&"))
                                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith("page=")),
                        Stream.of("page=" + Conversation.encode(page)))
                .collect(Collectors.joining("&"));
    }
}
