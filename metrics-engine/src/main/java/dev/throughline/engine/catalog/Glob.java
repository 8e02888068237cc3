package dev.throughline.engine.catalog;

import java.util.regex.Pattern;

/** Patterns of names and of paths, as people write them. */
final class Glob {

    private static final Pattern PART = Pattern.compile("\\*\\*/|\\*+|\\?|[A-Za-z0-9]+|.", Pattern.DOTALL);

    private Glob() {}

    /** Whether some name matches both: {@code *} is any number of characters, {@code ?} is one. */
    static boolean overlap(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return (one + other).chars().allMatch(c -> c == '*');
        }
        if (one.charAt(0) == '*') {
            return overlap(one.substring(1), other) || overlap(one, other.substring(1));
        }
        if (other.charAt(0) == '*') {
            return overlap(other, one);
        }
        boolean isSame = one.charAt(0) == '?'
                || other.charAt(0) == '?'
                || Character.toLowerCase(one.charAt(0)) == Character.toLowerCase(other.charAt(0));
        return isSame && overlap(one.substring(1), other.substring(1));
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
