package dev.throughline.server;

import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.cli.OneLineReporter;
import dev.throughline.server.cli.SourcesCommand;
import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.KnownKeys;
import dev.throughline.server.transfer.ExportCommand;
import dev.throughline.server.transfer.ImportCommand;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts Throughline. */
@SpringBootApplication(
        scanBasePackages = "dev.throughline",
        exclude = UserDetailsServiceAutoConfiguration.class) // there are no users, only the API token
public class ThroughlineApplication {

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(SourcesCommand.NAME)) {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            System.exit(new SourcesCommand(System.out, System.err, Clock.systemUTC()).run(rest));
        }
        if (arguments.length > 0 && arguments[0].equals(ImportCommand.NAME)) {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            System.exit(new ImportCommand(ThroughlineApplication.class, System.out, System.err, Clock.systemUTC())
                    .run(rest));
        }
        if (arguments.length > 0 && arguments[0].equals(ExportCommand.NAME)) {
            List<String> rest = List.of(arguments).subList(1, arguments.length);
            System.exit(new ExportCommand(ThroughlineApplication.class, System.out, System.err).run(rest));
        }
        SpringApplication.run(ThroughlineApplication.class, parse(arguments));
    }

    private static String[] parse(String[] arguments) {
        try {
            return CommandLine.toSpring(arguments, KnownKeys.load().keys());
        } catch (StartRefused refused) {
            new OneLineReporter().reportException(refused);
            System.exit(1);
            throw refused;
        }
    }
}
