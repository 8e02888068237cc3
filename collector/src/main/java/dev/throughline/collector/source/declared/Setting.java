package dev.throughline.collector.source.declared;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Something configurable of a declared source.
 *
 * @param byDefault the value if nothing is configured
 * @param isPattern whether it is a regular expression
 */
record Setting(String byDefault, boolean isPattern) {

    /** The character for an underscore in a variable or an argument. */
    private static final Pattern SEPARATOR = Pattern.compile("[.-]");

    /** The name meant by a configuration key. */
    static String name(String key) {
        return SEPARATOR.matcher(key).replaceAll("_");
    }

    /** What is wrong with a value; empty when it is valid. */
    Optional<String> fault(String value) {
        if (isPattern) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                return Optional.of("'%s' is no regular expression: %s".formatted(value, e.getDescription()));
            }
        }
        return Optional.empty();
    }
}
