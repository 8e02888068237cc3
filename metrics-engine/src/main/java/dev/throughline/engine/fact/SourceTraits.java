package dev.throughline.engine.fact;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to understand the facts of a source. Each source declares its own traits: its name distinguishes it from others, and
 * nothing else is concluded from it.
 *
 * @param name its name in facts, e.g. {@code github}
 * @param holds what its repositories are
 * @param precedence how its deployments come to be known: if others report the same one, the best is believed
 * @param changeSign prefix of the number of a change in its texts: {@code #} or {@code !}
 * @param commitPath what is between the address of a repository and the hash in the address of a commit's page, e.g.
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

    /** For a source whose repositories hold commits, such as a forge. */
    public static SourceTraits ofCommits(String name, Precedence precedence) {
        return new SourceTraits(name, Holds.COMMITS, precedence, '#', null);
    }

    /** For a source whose repositories each represent a service. */
    public static SourceTraits ofServices(String name, Precedence precedence) {
        return new SourceTraits(name, Holds.SERVICE, precedence, '#', null);
    }

    /** For a pager or a tracker, which reports only incidents. */
    public static SourceTraits ofIncidents(String name) {
        return new SourceTraits(name, Holds.NOTHING, Precedence.EVENT, '#', null);
    }

    /** The same, with a different prefix of the number of a change. */
    public SourceTraits withChangeSign(char sign) {
        return new SourceTraits(name, holds, precedence, sign, commitPath);
    }

    /** The same, for a source that shows commits. */
    public SourceTraits withCommitPath(@Nullable String path) {
        return new SourceTraits(name, holds, precedence, changeSign, path);
    }

    /** Whether its repositories hold commits. */
    public boolean knowsCommits() {
        return holds == Holds.COMMITS;
    }

    /** What the repositories of a source contain. */
    public enum Holds {
        /** Commits, as in those of a forge. */
        COMMITS,
        /** Only a service: each represents the one with its name; one without a name represents none. */
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
        /** The one who deploys reports it explicitly. */
        REPORT,
        /** The forge records its own deployments. */
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
