package dev.throughline.engine.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

/** Patterns of names and of paths, as people write them. */
public final class Glob {

    private static final Pattern PART = Pattern.compile("\\*\\*/|\\*+|\\?|[A-Za-z0-9]+|.", Pattern.DOTALL);

    private Glob() {}

    /** Whether a glob matches a name, without case: {@code *} is any number of characters, {@code ?} is one. */
    public static boolean matches(String glob, String name) {
        return overlap(glob, name.replace('*', '\0').replace('?', '\0'));
    }

    /** Whether some name matches both globs. In time of their lengths multiplied, however many stars they have. */
    public static boolean overlap(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        // overlaps[i][j]: whether the rests of a from i and of b from j have a name in common
        boolean[][] overlaps = new boolean[a.length() + 1][b.length() + 1];
        overlaps[a.length()][b.length()] = true;
        for (int i = a.length(); i >= 0; i--) {
            for (int j = b.length(); j >= 0; j--) {
                boolean starA = i < a.length() && a.charAt(i) == '*';
                boolean starB = j < b.length() && b.charAt(j) == '*';
                if (starA) {
                    overlaps[i][j] |= overlaps[i + 1][j] || j < b.length() && overlaps[i][j + 1];
                }
                if (starB) {
                    overlaps[i][j] |= overlaps[i][j + 1] || i < a.length() && overlaps[i + 1][j];
                }
                if (!starA && !starB && i < a.length() && j < b.length() && same(a.charAt(i), b.charAt(j))) {
                    overlaps[i][j] |= overlaps[i + 1][j + 1];
                }
            }
        }
        return overlaps[0][0];
    }

    private static boolean same(char a, char b) {
        return a == b || a == '?' || b == '?';
    }

    /** Whether it can match the path of a file, which is relative to the top of its repository. */
    static boolean isOfPaths(String glob) {
        return !glob.isBlank()
                && glob.strip().equals(glob)
                && !glob.startsWith("/")
                && !glob.startsWith("./")
                && !glob.contains("\\")
                && !glob.contains("***")
                && !Pattern.compile("(^|/)\\.\\.(/|$)").matcher(glob).find();
    }

    /**
     * A glob of paths as a regular expression that Java and PostgreSQL read alike: {@code **} is any number of folders, {@code *} and
     * {@code ?} stay within one. What ends in a slash is everything below.
     */
    static String toPattern(String glob) {
        String whole = glob.endsWith("/") ? glob + "**" : glob;
        StringBuilder pattern = new StringBuilder("^");
        PART.matcher(whole)
                .results()
                .forEach(part -> pattern.append(
                        switch (part.group()) {
                            case "**/" -> "(.*/)?";
                            case "**" -> ".*";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            case String text ->
                                Character.isLetterOrDigit(text.charAt(0)) || text.charAt(0) > 127 ? text : "\\" + text;
                        }));
        return pattern.append('$').toString();
    }
}
