package dev.throughline.collector.comment;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * A pull or merge request, named by its address.
 *
 * @param host in lower case, with the port if there is one
 * @param repository its path
 */
public record PullRequest(CommentApi forge, String host, String repository, long number) {

    /** Empty for an address that belongs to none of these forges. */
    public static Optional<PullRequest> of(String url, Collection<CommentApi> forges) {
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath();
            if (uri.getHost() == null
                    || path == null
                    || !String.valueOf(uri.getScheme()).matches("https?")) {
                return Optional.empty();
            }
            String host = (uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())).toLowerCase(Locale.ROOT);
            return forges.stream()
                    .flatMap(forge -> match(forge, host, path).stream())
                    .findFirst();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<PullRequest> match(CommentApi forge, String host, String path) {
        Matcher found = forge.page().matcher(path);
        return found.matches()
                ? Optional.of(new PullRequest(forge, host, found.group(1), Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return repository + forge.traits().changeSign() + number;
    }
}
