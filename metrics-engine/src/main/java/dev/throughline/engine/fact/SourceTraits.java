package dev.throughline.engine.fact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a source to understand its facts. Each source says it of itself: its name tells it apart from others, and
 * nothing is concluded from it.
 *
 * @param name its name in facts, e.g. {@code github}
 * @param holds what its repositories are
 * @param precedence what its deployments are told by: where others tell of the same one, the best is believed
 * @param changeSign what stands before the number of a change in its texts: {@code #} or {@code !}
 * @param commitPath what stands between the address of a repository and the hash of a commit on the page that shows it, e.g.
 *     {@code /commit/}; null when there is no such page. Nothing is derived from it
 */
public record SourceTraits(
        String name,
        Holds holds,
        Precedence precedence,
        char changeSign,
        @Nullable String commitPath) {

    public SourceTraits {
        if (changeSign != '#' && changeSign != '!') {
            throw new IllegalArgumentException("the change sign of %s is %s, not # or !".formatted(name, changeSign));
        }
        if (commitPath != null && !(commitPath.startsWith("/") && commitPath.endsWith("/"))) {
            throw new IllegalArgumentException(
                    "the path of commits of %s is %s, not as /commit/".formatted(name, commitPath));
        }
    }

    /** Of a source whose repositories hold commits, as a forge. */
    public static SourceTraits ofCommits(String name, Precedence precedence) {
        return new SourceTraits(name, Holds.COMMITS, precedence, '#', null);
    }

    /** Of a source whose repositories each stand for a service. */
    public static SourceTraits ofServices(String name, Precedence precedence) {
        return new SourceTraits(name, Holds.SERVICE, precedence, '#', null);
    }

    /** Of a pager or a tracker, which tells of incidents and of nothing else. */
    public static SourceTraits ofIncidents(String name) {
        return new SourceTraits(name, Holds.NOTHING, Precedence.EVENT, '#', null);
    }

    /** The same, with another sign before the number of a change. */
    public SourceTraits withChangeSign(char sign) {
        return new SourceTraits(name, holds, precedence, sign, commitPath);
    }

    /** The same, of a source that shows commits. */
    public SourceTraits withCommitPath(@Nullable String path) {
        return new SourceTraits(name, holds, precedence, changeSign, path);
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
