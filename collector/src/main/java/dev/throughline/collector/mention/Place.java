package dev.throughline.collector.mention;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where something is written, which decides what {@code #12} means.
 *
 * @param host the forge; empty for a source without one
 * @param repository full name
 */
public record Place(String host, String repository, Notation notation) {

    /** A place where changes and issues are numbered together. */
    public Place(String host, String repository) {
        this(host, repository, Notation.TOGETHER);
    }

    /**
     * How a number in a repository is referred to from here: {@code #12} for this one, otherwise {@code github.com/acme/shop#12} in lower
     * case.
     *
     * @param sign prefix of the number
     * @param namedHost null for this one
     * @param namedRepository null for this one
     */
    String reference(char sign, @Nullable String namedHost, @Nullable String namedRepository, String number) {
        String otherHost = namedHost == null ? host : namedHost;
        String other = namedRepository == null ? repository : namedRepository;
        if (other.equalsIgnoreCase(repository) && otherHost.equalsIgnoreCase(host)) {
            return sign + number;
        }
        String name = otherHost.isEmpty() ? other : otherHost + "/" + other;
        return name.toLowerCase(Locale.ROOT) + sign + number;
    }
}
