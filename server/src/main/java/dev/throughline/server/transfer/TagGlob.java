package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which tags are meant: {@code tag:v*}, in which {@code *} stands for any signs and {@code ?} for one. */
record TagGlob(String glob, Pattern pattern) {

    private static final String PREFIX = "tag:";

    /**
     * Reads what an option names.
     *
     * @param option e.g. {@code --deployments}, for what is wrong with it
     * @param value globs, separated by commas
     */
    static List<TagGlob> read(String option, String value) {
        return Stream.of(value.split(","))
                .map(String::strip)
                .map(each -> {
                    if (!each.startsWith(PREFIX) || each.length() == PREFIX.length()) {
                        throw CommandFailed.misused(
                                "%s is '%s', but must be tag:GLOB such as tag:v*".formatted(option, value));
                    }
                    return of(each.substring(PREFIX.length()));
                })
                .toList();
    }

    static TagGlob of(String glob) {
        String quoted = "\\Q" + glob.replace("\\E", "\\E\\\\E\\Q") + "\\E";
        return new TagGlob(
                glob, Pattern.compile(quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL));
    }

    boolean matches(String tag) {
        return pattern.matcher(tag).matches();
    }

    @Override
    public String toString() {
        return glob;
    }
}
