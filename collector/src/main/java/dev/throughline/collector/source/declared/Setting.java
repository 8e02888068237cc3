package dev.throughline.collector.source.declared;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What may be configured of a declared source.
 *
 * @param byDefault what holds where nothing is configured
 * @param isPattern whether it is a regular expression
 */
record Setting(String byDefault, boolean isPattern) {

    /** What stands for an underscore where a variable or an argument says it. */
    private static final Pattern SEPARATOR = Pattern.compile("[.-]");

    /** The name that a key of the configuration means. */
    static String name(String key) {
        return SEPARATOR.matcher(key).replaceAll("_");
    }

    /** What is wrong with a value; empty when it can be used. */
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
