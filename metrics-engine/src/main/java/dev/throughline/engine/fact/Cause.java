package dev.throughline.engine.fact;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A root cause as somebody names it: by a hash or the beginning of one, by our id of a deployment or its source's, by the number of a
 * change, or by an address.
 *
 * <p>Which of them it is, the word does not say. A source may call its deployments like hashes or numbers, and what a hash begins, or a
 * repository is called, changes with what becomes known. So it is kept as it is named, and the view {@code cause_meaning} tells what it
 * means now.
 *
 * @param word as it is kept: hashes and our own ids in lower case
 */
public record Cause(String word) {

    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f-]+");

    /** What a text declares, in any case. */
    public static Cause declared(String word) {
        return new Cause(lower(word));
    }

    /** What a person says: the id of a source as it is, a hash or an id of ours in any case. */
    public static Cause said(String word) {
        return new Cause(isHex(word) ? lower(word) : word);
    }

    /** What a report says: what looks like a hash may be the id that its sender gave a deployment, so both are kept. */
    public static List<Cause> reported(List<String> words) {
        return words.stream()
                .flatMap(word -> isHex(word) ? Stream.of(word, lower(word)) : Stream.of(word))
                .distinct()
                .map(Cause::new)
                .toList();
    }

    private static boolean isHex(String word) {
        return HEX.matcher(word).matches();
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word;
    }
}
