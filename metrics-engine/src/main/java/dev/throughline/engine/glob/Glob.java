package dev.throughline.engine.glob;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A pattern of names as people write it. In every dialect {@code *} is any number of characters, {@code ?} is one, and everything else is
 * literal.
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

    /** For services, repositories, environments, pipelines and incidents: case does not matter, as on forges. */
    public static Glob ofNames(String text) {
        return new Glob(text.toLowerCase(Locale.ROOT), Dialect.NAMES);
    }

    /** For tags: case matters, as in git. */
    public static Glob ofTags(String text) {
        return new Glob(text, Dialect.TAGS);
    }

    /**
     * For the files of a repository, relative to its top: case matters, {@code *} and {@code ?} stay within a folder, and {@code **} is any
     * number of folders. A pattern that ends in a slash matches everything below.
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
     * Whether some name matches both. Takes time proportional to the product of their lengths, however many stars they have.
     *
     * @throws UnsupportedOperationException when they are of different dialects, or for paths
     */
    public boolean overlaps(Glob other) {
        if (dialect != other.dialect || dialect == Dialect.PATHS) {
            throw new UnsupportedOperationException(
                    "%s is of %s and %s of %s".formatted(text, dialect, other.text, other.dialect));
        }
        return haveCommon(text, other.text);
    }

    /**
     * A glob for paths as a regular expression that Java and PostgreSQL read the same way.
     *
     * @throws UnsupportedOperationException when it is not for paths
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

    /** As it was written, in lower case if case does not matter. */
    @Override
    public String toString() {
        return text;
    }

    private static String literally(String name) {
        return name.replace('*', '\0').replace('?', '\0');
    }

    private static boolean haveCommon(String a, String b) {
        // have[i][j]: whether the rest of a from i and the rest of b from j match a common name
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
