package dev.throughline.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The arguments of the process: {@code --key=value} for every configuration key, e.g. {@code --roles=collector} or
 * {@code --port=9000}, and {@code --demo}.
 *
 * @param properties the same for Spring: {@code --throughline.roles=collector}
 * @param demo whether sample deliveries are to be posted once the server is ready
 */
public record CommandLine(List<String> properties, boolean demo) {

    private static final List<String> PASSED_ON =
            List.of("spring.", "server.", "logging.", "management.", "throughline.");

    /**
     * @param arguments as given to main
     * @param keys every configuration key without its prefix, e.g. "port"
     */
    public static CommandLine parse(String[] arguments, Set<String> keys) {
        List<String> properties = new ArrayList<>();
        boolean demo = false;
        for (String argument : arguments) {
            if (argument.equals("--demo")) {
                demo = true;
            } else {
                properties.add(property(argument, keys));
            }
        }
        return new CommandLine(List.copyOf(properties), demo);
    }

    private static String property(String argument, Set<String> keys) {
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
