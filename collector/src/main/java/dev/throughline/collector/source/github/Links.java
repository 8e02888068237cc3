package dev.throughline.collector.source.github;

import dev.throughline.collector.payload.Addresses;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Addresses of pages that no payload names. */
final class Links {

    private Links() {}

    /** GitHub's list of deployments to an environment: a single deployment has no page of its own. */
    static @Nullable String deployments(Payload.Repository repository, String environment) {
        String page = Addresses.page(repository.htmlUrl());
        return page == null
                ? null
                : page + "/deployments/"
                        + URLEncoder.encode(environment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
