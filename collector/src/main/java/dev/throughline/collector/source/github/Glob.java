package dev.throughline.collector.source.github;

import java.util.Locale;

/** Names with {@code *} for any characters and {@code ?} for one, without case. */
final class Glob {

    private Glob() {}

    /** Whether the glob matches a name. */
    static boolean matches(String glob, String name) {
        return overlap(glob, name.replace('*', '\0').replace('?', '\0'));
    }

    /** Whether some name matches both globs. */
    static boolean overlap(String one, String other) {
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
}
