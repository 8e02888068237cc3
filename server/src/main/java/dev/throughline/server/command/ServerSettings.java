package dev.throughline.server.command;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.KnownKeys;
import java.util.List;

/** The arguments of a command that are keys of the configuration. */
public final class ServerSettings {

    private ServerSettings() {}

    /**
     * The same for Spring.
     *
     * @throws CommandFailed for one that is not a key
     */
    public static List<String> of(List<String> arguments, String usage) {
        try {
            return List.of(CommandLine.toSpring(
                    arguments.toArray(String[]::new), KnownKeys.load().keys()));
        } catch (StartRefused e) {
            throw CommandFailed.misused(e.getMessage() + "; " + usage);
        }
    }
}
