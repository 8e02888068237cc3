package dev.throughline.engine.fact;

import java.util.Locale;

/**
 * What has to be known of a source to understand its facts. Each source says it of itself: its name tells it apart from others, and
 * nothing is concluded from it.
 *
 * @param name its name in facts, e.g. {@code github}
 * @param knowsCommits whether its repositories hold commits, as those of a forge do; otherwise each stands for the service that it
 *     tells of by name
 * @param precedence what its deployments are told by: where others tell of the same one, the best is believed
 * @param changeSign what stands before the number of a change in its texts: {@code #} or {@code !}
 */
public record SourceTraits(String name, boolean knowsCommits, Precedence precedence, char changeSign) {

    public SourceTraits {
        if (changeSign != '#' && changeSign != '!') {
            throw new IllegalArgumentException("the change sign of %s is %s, not # or !".formatted(name, changeSign));
        }
    }

    /** How deployments come to be known, best first (definitions 1.2). */
    public enum Precedence {
        /** Whoever deploys says so outright. */
        REPORT,
        /** The forge keeps deployments of its own. */
        FORGE,
        /** A standard event. */
        EVENT,
        /** What runs in a cluster was brought in line with a repository. */
        GITOPS,
        /** A pipeline ran that is taken for one. */
        PIPELINE;

        /** Its name in the database: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
