package dev.throughline.server;

import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.cli.OneLineReporter;
import dev.throughline.server.cli.StartRefused;
import dev.throughline.server.settings.KnownKeys;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** Starts Throughline. */
@SpringBootApplication(
        scanBasePackages = "dev.throughline",
        exclude = UserDetailsServiceAutoConfiguration.class) // there are no users, only the API token
public class ThroughlineApplication {

    public static void main(String[] arguments) {
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
