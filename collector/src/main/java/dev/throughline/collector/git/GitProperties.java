package dev.throughline.collector.git;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the commit graph is fetched from.
 *
 * @param url a URL in which {@code {repository}} stands for the name of the repository, or {@code {owner}} and {@code {name}} for the parts
 *     before and after its last slash; null fetches only the listed ones
 * @param repositories repositories that are elsewhere
 * @param user user of the token
 * @param token password for http and https remotes; null when they need none
 * @param timeout how long one run of git may take
 * @param mostMegabytes how much disk space the mirrors of one process may take in total
 */
@ConfigurationProperties("throughline.git")
record GitProperties(
        @Nullable String url,
        @DefaultValue List<Remote> repositories,
        @DefaultValue("x-access-token") String user,
        @Nullable Token token,
        @DefaultValue("10m") Duration timeout,
        @DefaultValue("2000") long mostMegabytes) {

    private static final Pattern PLACE = Pattern.compile("\\{(.*?)}");
    private static final Set<String> PLACES = Set.of("repository", "owner", "name");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
    private static final Pattern URL = Pattern.compile("(https?|ssh|git|file)://[^\\s\\p{Cntrl}]+");
    private static final Pattern ORIGIN = Pattern.compile("https?://[^/]+");
    private static final Pattern PASSWORD = Pattern.compile("(https?://[^/]*@.*)|([a-z]+://[^/@]*:[^/@]*@.*)");

    GitProperties {
        url = url == null || url.isBlank() ? null : url.strip();
        repositories = List.copyOf(repositories);
        token = token == null || token.value().isBlank() ? null : token;
        if (url != null) {
            check("throughline.git.url", url);
            List<String> places =
                    PLACE.matcher(url).results().map(place -> place.group(1)).toList();
            if (places.isEmpty()
                    || !PLACES.containsAll(places)
                    || places.stream().allMatch("owner"::equals)) {
                throw new IllegalArgumentException(
                        "throughline.git.url must have {repository}, or {owner} and {name}, where the name of the"
                                + " repository belongs");
            }
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("throughline.git.timeout must be more than nothing");
        }
        if (mostMegabytes < 1) {
            throw new IllegalArgumentException("throughline.git.most-megabytes must be 1 or more");
        }
        if (user.indexOf(':') >= 0 || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("throughline.git.user must not have a colon or control characters");
        }
        if (token != null && token.value().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("throughline.git.token must not have control characters");
        }
    }

    /** A value may contain a password: it is not repeated. */
    private static void check(String property, String url) {
        if (!URL.matcher(url).matches()) {
            throw new IllegalArgumentException(property + " must begin with https, http, ssh, git or file, and ://");
        }
        if (PASSWORD.matcher(url).matches()) {
            throw new IllegalArgumentException(
                    property + " must not have a password: set throughline.git.user and throughline.git.token");
        }
    }

    /** Where a repository is, unless nothing is configured for it. */
    Optional<Place> place(String repository) {
        for (Remote remote : repositories) {
            if (remote.repository().equalsIgnoreCase(repository)) {
                return Optional.of(new Place.At(remote.url()));
            }
        }
        if (url == null) {
            return Optional.empty();
        }
        return Optional.of(isName(repository) ? new Place.At(at(url, repository)) : new Place.BadName(repository));
    }

    private static String at(String url, String repository) {
        int slash = repository.lastIndexOf('/');
        return url.replace("{repository}", repository)
                .replace("{owner}", repository.substring(0, Math.max(slash, 0)))
                .replace("{name}", repository.substring(slash + 1));
    }

    /** Names come from the senders of deliveries. */
    private static boolean isName(String name) {
        return NAME.matcher(name).matches()
                && !name.contains("..")
                && !name.startsWith("-")
                && !name.startsWith(".")
                && !name.contains("/.")
                && name.length() <= 300;
    }

    /** Where a repository is to be found. */
    sealed interface Place {

        record At(String url) implements Place {}

        /** @param repository a name that is not put into a URL */
        record BadName(String repository) implements Place {}
    }

    /**
     * A repository that is elsewhere.
     *
     * @param repository full name, ignoring case
     * @param url the full URL
     */
    record Remote(String repository, String url) {

        Remote {
            check("throughline.git.repositories[].url", url);
        }
    }

    /** A password that never prints itself. Not a record: Spring Boot would treat an empty value as one without components. */
    public static final class Token {

        private final String value;

        private Token(String value) {
            this.value = value;
        }

        /** Public, otherwise Spring does not find it. */
        public static Token of(String value) {
            return new Token(value);
        }

        String value() {
            return value;
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    /** Scheme, host and port of a URL that the token may be sent to. */
    static Optional<String> origin(String url) {
        Matcher origin = ORIGIN.matcher(url);
        return origin.lookingAt() ? Optional.of(origin.group() + "/") : Optional.empty();
    }
}
