package dev.throughline.collector.mention;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where something is written: what {@code #12} means there.
 *
 * @param host the forge; empty for a source that has none
 * @param repository full name
 */
public record Place(String host, String repository, Notation notation) {

    /** One where changes and issues are numbered together. */
    public Place(String host, String repository) {
        this(host, repository, Notation.TOGETHER);
    }

    /**
     * How a number of some repository is referred to from here: {@code #12} when it is this one, else
     * {@code github.com/acme/shop#12} in lower case.
     *
     * @param sign what stands before the number
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
