package dev.throughline.server.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The arguments of the process: {@code --key=value} for every configuration key, e.g. {@code --roles=collector} or
 * {@code --port=9000}, and {@code --demo}.
 */
public final class CommandLine {

    /** Post sample deliveries once the server is ready. */
    public static final String DEMO = "demo";

    /** Say nothing once the server is ready: it was started by a command, for as long as that takes. */
    public static final String QUIET = "quiet";

    private static final List<String> PASSED_ON =
            List.of("spring.", "server.", "logging.", "management.", "throughline.");

    private CommandLine() {}

    /**
     * The same for Spring, e.g. {@code --throughline.roles=collector}.
     *
     * @param arguments as given to main
     * @param keys every configuration key without its prefix, e.g. "port"
     */
    public static String[] toSpring(String[] arguments, Set<String> keys) {
        return Arrays.stream(arguments)
                .map(argument -> toSpring(argument, keys))
                .toArray(String[]::new);
    }

    private static String toSpring(String argument, Set<String> keys) {
        if (argument.equals("--" + DEMO)) {
            return argument;
        }
        int equals = argument.indexOf('=');
        if (argument.startsWith("--") && equals > 0) {
            String key = argument.substring(2, equals);
            if (keys.contains(key)) {
                return "--throughline." + argument.substring(2);
            }
            if (PASSED_ON.stream().anyMatch(key::startsWith)) {
                return argument;
            }
        }
        throw StartRefused.because("unknown argument '%s': docs/configuration.md lists every key, as --key=value"
                .formatted(equals > 0 ? argument.substring(0, equals) : argument));
    }
}
