package dev.throughline.engine.fact;

import java.util.Locale;

/**
 * What has to be known of a source to understand its facts. Each source says it of itself: its name tells it apart from others, and
 * nothing is concluded from it.
 *
 * @param name its name in facts, e.g. {@code github}
 * @param holds what its repositories are
 * @param precedence what its deployments are told by: where others tell of the same one, the best is believed
 * @param changeSign what stands before the number of a change in its texts: {@code #} or {@code !}
 */
public record SourceTraits(String name, Holds holds, Precedence precedence, char changeSign) {

    public SourceTraits {
        if (changeSign != '#' && changeSign != '!') {
            throw new IllegalArgumentException("the change sign of %s is %s, not # or !".formatted(name, changeSign));
        }
    }

    /** Of a source whose repositories hold commits, or each stand for a service. */
    public SourceTraits(String name, boolean knowsCommits, Precedence precedence, char changeSign) {
        this(name, knowsCommits ? Holds.COMMITS : Holds.SERVICE, precedence, changeSign);
    }

    /** Of a pager or a tracker, which tells of incidents and of nothing else. */
    public static SourceTraits ofIncidents(String name) {
        return new SourceTraits(name, Holds.NOTHING, Precedence.EVENT, '#');
    }

    /** Whether its repositories hold commits. */
    public boolean knowsCommits() {
        return holds == Holds.COMMITS;
    }

    /** What stands behind the repositories of a source. */
    public enum Holds {
        /** Commits, as in those of a forge. */
        COMMITS,
        /** Nothing but a service: each stands for the one that it tells of by name; one that is told of by no name for none. */
        SERVICE,
        /** Nothing at all: each is an account of a pager or a tracker, and counts for no service. */
        NOTHING;

        /** Its name in the database: lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What a word of the database means. */
        public static Holds of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
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
