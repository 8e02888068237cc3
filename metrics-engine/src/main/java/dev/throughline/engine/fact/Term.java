package dev.throughline.engine.fact;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value of a closed vocabulary: an enum whose names in lower case are the words of the API and of the database. */
public interface Term {

    /** As {@link Enum#name()}. */
    String name();

    /** Its name in the API and the database, e.g. {@code pr_commits}. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same; null for null. */
    static @Nullable String wordOf(@Nullable Term term) {
        return term == null ? null : term.word();
    }

    /**
     * The value for this word.
     *
     * @throws IllegalArgumentException when the vocabulary has no such word
     */
    static <T extends Enum<T> & Term> T of(Class<T> vocabulary, String word) {
        return Arrays.stream(vocabulary.getEnumConstants())
                .filter(term -> term.word().equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is none of the words of %s: %s"
                        .formatted(
                                word,
                                vocabulary.getSimpleName(),
                                Arrays.stream(vocabulary.getEnumConstants())
                                        .map(Term::word)
                                        .collect(Collectors.joining(", ")))));
    }
}
