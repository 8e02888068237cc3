package dev.throughline.collector.source.gitlab.api;

import java.net.URI;

/**
 * The access to a GitLab.
 *
 * @param instance its address, without the path of its API
 * @param token sent in the header {@code PRIVATE-TOKEN}, and nowhere else
 */
public record GitLabAccess(URI instance, String token) {

    private static final String API = "/api/v4";

    /** @param url of the instance, or of its API */
    public static GitLabAccess of(URI url, String token) {
        String text = url.toString();
        return new GitLabAccess(
                text.endsWith(API) ? URI.create(text.substring(0, text.length() - API.length())) : url, token);
    }

    @Override
    public String toString() {
        return instance.toString();
    }
}
