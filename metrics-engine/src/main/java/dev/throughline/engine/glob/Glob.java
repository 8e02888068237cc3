package dev.throughline.engine.glob;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern of names as people write it. In every dialect {@code *} is any number of characters and {@code ?} is one, and all else
 * is itself.
 */
public final class Glob {

    private static final Pattern PART = Pattern.compile("\\*\\*/|\\*+|\\?|[A-Za-z0-9]+|.", Pattern.DOTALL);
    private static final Pattern CLIMBS = Pattern.compile("(^|/)\\.\\.(/|$)");

    private final String text;
    private final Dialect dialect;

    private enum Dialect {
        NAMES,
        TAGS,
        PATHS
    }

    private Glob(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    /** Of services, repositories, environments, pipelines and incidents: case does not count, as it does not for forges. */
    public static Glob ofNames(String text) {
        return new Glob(text.toLowerCase(Locale.ROOT), Dialect.NAMES);
    }

    /** Of tags: case counts, as it does for git. */
    public static Glob ofTags(String text) {
        return new Glob(text, Dialect.TAGS);
    }

    /**
     * Of the files of a repository, relative to its top: case counts, {@code *} and {@code ?} stay within a folder, and {@code **} is
     * any number of folders. What ends in a slash is everything below.
     */
    public static Glob ofPaths(String text) {
        return new Glob(text, Dialect.PATHS);
    }

    /** Whether a text is a glob that can match the path of a file, which is relative to the top of its repository. */
    public static boolean isOfPaths(String text) {
        return !text.isBlank()
                && text.strip().equals(text)
                && !text.startsWith("/")
                && !text.startsWith("./")
                && !text.contains("\\")
                && !text.contains("***")
                && !CLIMBS.matcher(text).find();
    }

    /** Whether the whole of a name matches. */
    public boolean matches(String name) {
        return switch (dialect) {
            case NAMES -> haveCommon(text, literally(name.toLowerCase(Locale.ROOT)));
            case TAGS -> haveCommon(text, literally(name));
            case PATHS ->
                Pattern.compile(toRegex(), Pattern.DOTALL).matcher(name).matches();
        };
    }

    /**
     * Whether some name matches both. In time of their lengths multiplied, however many stars they have.
     *
     * @throws UnsupportedOperationException when one of them is of another dialect than the other, or of paths
     */
    public boolean overlaps(Glob other) {
        if (dialect != other.dialect || dialect == Dialect.PATHS) {
            throw new UnsupportedOperationException(
                    "%s is of %s and %s of %s".formatted(text, dialect, other.text, other.dialect));
        }
        return haveCommon(text, other.text);
    }

    /**
     * A glob of paths as a regular expression that Java and PostgreSQL read alike.
     *
     * @throws UnsupportedOperationException when it is not of paths
     */
    public String toRegex() {
        if (dialect != Dialect.PATHS) {
            throw new UnsupportedOperationException("%s is of %s".formatted(text, dialect));
        }
        StringBuilder regex = new StringBuilder("^");
        PART.matcher(text.endsWith("/") ? text + "**" : text)
                .results()
                .forEach(part -> regex.append(
                        switch (part.group()) {
                            case "**/" -> "(.*/)?";
                            case "**" -> ".*";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            case String same ->
                                Character.isLetterOrDigit(same.charAt(0)) || same.charAt(0) > 127 ? same : "\\" + same;
                        }));
        return regex.append('$').toString();
    }

    /** As it was written, in lower case where case does not count. */
    @Override
    public String toString() {
        return text;
    }

    private static String literally(String name) {
        return name.replace('*', '\0').replace('?', '\0');
    }

    private static boolean haveCommon(String a, String b) {
        // have[i][j]: whether the rests of a from i and of b from j have a name in common
        boolean[][] have = new boolean[a.length() + 1][b.length() + 1];
        have[a.length()][b.length()] = true;
        for (int i = a.length(); i >= 0; i--) {
            for (int j = b.length(); j >= 0; j--) {
                boolean starA = i < a.length() && a.charAt(i) == '*';
                boolean starB = j < b.length() && b.charAt(j) == '*';
                if (starA) {
                    have[i][j] |= have[i + 1][j] || j < b.length() && have[i][j + 1];
                }
                if (starB) {
                    have[i][j] |= have[i][j + 1] || i < a.length() && have[i + 1][j];
                }
                if (!starA && !starB && i < a.length() && j < b.length() && same(a.charAt(i), b.charAt(j))) {
                    have[i][j] |= have[i + 1][j + 1];
                }
            }
        }
        return have[0][0];
    }

    private static boolean same(char a, char b) {
        return a == b || a == '?' || b == '?';
    }
}
