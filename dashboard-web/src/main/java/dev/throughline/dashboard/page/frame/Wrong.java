package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.problem.BadParameter;

/**
 * What is wrong with a choice, in the parts of one sentence: name, value, and what would be right.
 *
 * @param parameter as in the address
 * @param name as in the form
 * @param value what was given, or its beginning
 */
public record Wrong(String parameter, String name, String value, String expected) {

    private static final int LONGEST = 100;

    public static Wrong of(BadParameter bad) {
        return new Wrong(bad.parameter(), name(bad.parameter()), start(bad.value()), bad.expected());
    }

    private static String name(String parameter) {
        return switch (parameter) {
            case "from" -> "From";
            case "until" -> "Until";
            case "timezone" -> "Time zone";
            case "period" -> "Period";
            case "interval" -> "Interval";
            case "team" -> "Team";
            case "environment" -> "Environment";
            case "basis" -> "Lead time";
            case "profile" -> "Rules";
            default -> start(parameter);
        };
    }

    private static String start(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
