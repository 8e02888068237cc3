package dev.throughline.server.transfer;

import dev.throughline.engine.glob.Glob;
import dev.throughline.server.cli.CommandFailed;
import java.util.List;
import java.util.stream.Stream;

/** Reads which tags an option means: {@code tag:v*}. */
final class TagOption {

    private static final String PREFIX = "tag:";

    private TagOption() {}

    /**
     * Reads what an option names.
     *
     * @param option e.g. {@code --deployments}, for what is wrong with it
     * @param value globs, separated by commas
     */
    static List<Glob> read(String option, String value) {
        return Stream.of(value.split(","))
                .map(String::strip)
                .map(each -> {
                    if (!each.startsWith(PREFIX) || each.length() == PREFIX.length()) {
                        throw CommandFailed.misused(
                                "%s is '%s', but must be tag:GLOB such as tag:v*".formatted(option, value));
                    }
                    return Glob.ofTags(each.substring(PREFIX.length()));
                })
                .toList();
    }
}
