package dev.throughline.server.report;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pull request of GitHub's, or a merge request of GitLab's, as its address names it.
 *
 * @param host in lower case, with the port where there is one
 * @param repository its path
 */
record PullRequest(Kind kind, String host, String repository, long number) {

    enum Kind {
        GITHUB,
        GITLAB
    }

    private static final String SEGMENT = "[A-Za-z0-9_.-]*[A-Za-z0-9_-][A-Za-z0-9_.-]*";
    private static final Pattern AT_GITHUB = Pattern.compile("/(%s/%s)/pull/([0-9]{1,12})".formatted(SEGMENT, SEGMENT));
    private static final Pattern AT_GITLAB =
            Pattern.compile("/(%s(?:/%s)+)/-/merge_requests/([0-9]{1,12})".formatted(SEGMENT, SEGMENT));

    /** Empty for an address that is none of either. */
    static Optional<PullRequest> of(String url) {
        try {
            URI uri = new URI(url);
            String path = uri.getRawPath();
            if (uri.getHost() == null
                    || path == null
                    || !String.valueOf(uri.getScheme()).matches("https?")) {
                return Optional.empty();
            }
            String host = (uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())).toLowerCase(Locale.ROOT);
            return match(AT_GITHUB, Kind.GITHUB, host, path).or(() -> match(AT_GITLAB, Kind.GITLAB, host, path));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<PullRequest> match(Pattern pattern, Kind kind, String host, String path) {
        Matcher found = pattern.matcher(path);
        return found.matches()
                ? Optional.of(new PullRequest(kind, host, found.group(1), Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return repository + (kind == Kind.GITHUB ? "#" : "!") + number;
    }
}
