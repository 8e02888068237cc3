package dev.throughline.collector.source.cdevents;

import dev.throughline.collector.payload.PayloadJson;
import dev.throughline.engine.fact.CommitSha;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an artifact: {@code pkg:type/namespace/name@version?qualifiers#subpath}, with each part percent-encoded. Anything else is a
 * name without parts.
 *
 * @param type lower case; empty for anything else
 * @param name with its namespace
 * @param version empty if it has none
 * @param vcsUrl where it was built from, e.g. {@code git+https://git.example.org/acme/shop.git@2166d75…}; empty if not given
 */
record PackageUrl(String type, String name, String version, String vcsUrl) {

    private static final String SCHEME = "pkg:";
    private static final String LATEST = "latest";

    /** Types whose version comes from a repository, such as a hash. */
    private static final Set<String> OF_REPOSITORIES = Set.of("github", "gitlab", "bitbucket", "git", "generic");

    /** Types whose name is that of a repository. */
    private static final Set<String> ON_FORGES = Set.of("github", "gitlab", "bitbucket");

    private static final Pattern QUALIFIER = Pattern.compile("(?:^|&)vcs_url=([^&]*)");
    private static final Pattern VCS_URL =
            Pattern.compile("(?:git\\+)?[a-z]+://(?:[^/@]*@)?[^/@]+/([^@?#]+?)(?:\\.git)?@([0-9a-fA-F]+)(?:#.*)?");

    static PackageUrl of(String artifact) {
        if (!artifact.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new PackageUrl("", artifact, "", "");
        }
        String rest = artifact.substring(SCHEME.length()).replaceFirst("^/+", "");
        rest = before(rest, rest.indexOf('#'));
        int qualifiers = rest.indexOf('?');
        Matcher vcsUrl = QUALIFIER.matcher(qualifiers < 0 ? "" : rest.substring(qualifiers + 1));
        rest = before(rest, qualifiers);
        // an at sign before the last slash belongs to a namespace that somebody forgot to encode
        int at = rest.lastIndexOf('@');
        boolean hasVersion = at > rest.lastIndexOf('/');
        String path = hasVersion ? rest.substring(0, at) : rest;
        int slash = path.indexOf('/');
        return new PackageUrl(
                before(path, slash).toLowerCase(Locale.ROOT),
                decoded(path.substring(slash + 1)),
                hasVersion ? decoded(rest.substring(at + 1)) : "",
                vcsUrl.find() ? decoded(vcsUrl.group(1)) : "");
    }

    private static String before(String text, int end) {
        return end < 0 ? text : text.substring(0, end);
    }

    /** A plus sign stays a plus sign here. */
    private static String decoded(String part) {
        try {
            return PayloadJson.storable(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return part;
        }
    }

    /** The commit that it was built from, if it says so; the digest of an image is not a commit. */
    Optional<CommitSha> commit() {
        Matcher built = VCS_URL.matcher(vcsUrl);
        if (built.matches()) {
            return hash(built.group(2));
        }
        return OF_REPOSITORIES.contains(type) ? hash(version) : Optional.empty();
    }

    /** The full name of the repository that the commit is in. */
    Optional<String> repository() {
        Matcher built = VCS_URL.matcher(vcsUrl);
        if (built.matches()) {
            return Optional.of(built.group(1));
        }
        return ON_FORGES.contains(type) && commit().isPresent() ? Optional.of(name) : Optional.empty();
    }

    /** Whether it always means the same artifact: without a version, or with the latest, it is a different one every time. */
    boolean isExact() {
        return type.isEmpty()
                ? !name.isEmpty() && !name.endsWith(":" + LATEST)
                : !version.isEmpty() && !version.equals(LATEST);
    }

    /** The digest of an image. */
    Optional<String> digest() {
        return version.startsWith("sha256:") ? Optional.of(version) : Optional.empty();
    }

    static Optional<CommitSha> hash(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : CommitSha.parse(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
