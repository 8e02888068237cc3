package dev.throughline.collector.source.github;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses that a page may link to. */
final class Links {

    private Links() {}

    /** The address of a page; null for anything that is not http, for others can run in a reader's browser. */
    static @Nullable String page(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }

    /** GitHub's list of deployments to an environment: a single deployment has no page of its own. */
    static @Nullable String deployments(Payload.Repository repository, String environment) {
        String page = page(repository.htmlUrl());
        return page == null
                ? null
                : page + "/deployments/"
                        + URLEncoder.encode(environment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
