package dev.throughline.server;

import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.cli.OneLineReporter;
import dev.throughline.server.cli.SourcesCommand;
import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.command.BackfillCommand;
import dev.throughline.server.release.ReportCommand;
import dev.throughline.server.settings.KnownKeys;
import dev.throughline.server.settings.PreparedBeans;
import dev.throughline.server.training.TrainingRun;
import dev.throughline.server.transfer.ExportCommand;
import dev.throughline.server.transfer.ImportCommand;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts Throughline. */
@SpringBootApplication(
        scanBasePackages = "dev.throughline",
        exclude = UserDetailsServiceAutoConfiguration.class) // there are no users, only the API token
public class ThroughlineApplication {

    /** What runs to completion instead of a server. */
    private interface Command {
        /** @return the exit status */
        int run(List<String> arguments);
    }

    private static final Map<String, Command> COMMANDS = Map.of(
            SourcesCommand.NAME,
            arguments -> new SourcesCommand(System.out, System.err, Clock.systemUTC()).run(arguments),
            ImportCommand.NAME,
            arguments -> new ImportCommand(ThroughlineApplication.class, System.out, System.err, Clock.systemUTC())
                    .run(arguments),
            ExportCommand.NAME,
            arguments -> new ExportCommand(ThroughlineApplication.class, System.out, System.err).run(arguments),
            BackfillCommand.NAME,
            arguments -> new BackfillCommand(ThroughlineApplication.class, System.out, System.err).run(arguments),
            TrainingRun.NAME,
            arguments -> new TrainingRun(ThroughlineApplication::start, System.err).run(arguments),
            ReportCommand.NAME,
            arguments -> new ReportCommand(ThroughlineApplication.class, System.out, System.err, Clock.systemUTC())
                    .run(arguments));

    public static void main(String[] arguments) {
        Command command = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (command != null) {
            System.exit(command.run(List.of(arguments).subList(1, arguments.length)));
        }
        start(parse(arguments));
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        SpringApplication server = new SpringApplication(ThroughlineApplication.class);
        server.addListeners(new PreparedBeans());
        return server.run(arguments);
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
