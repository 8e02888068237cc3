package dev.throughline.server.release;

import dev.throughline.collector.backfill.ApiAddress;
import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.ServerSettings;
import dev.throughline.server.command.Servers;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code report release --service=NAME --sha=COMMIT}: what a release did, as Markdown; with {@code --comment} on the changes that it
 * delivered too.
 */
public final class ReportCommand {

    public static final String NAME = "report";

    private static final String USAGE =
            "usage: report release --service=NAME --sha=COMMIT|--deployment=ID [--environment=NAME] [--server=URL] [--wait=SECONDS] [--comment]";

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    /** @param application the class that a server is started from, if none is running */
    public ReportCommand(Class<?> application, PrintStream out, PrintStream err, Clock clock) {
        this.application = application;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /**
     * Tells what the arguments name.
     *
     * @param arguments those after {@code report}
     * @return the exit status: 0 when all is well, whatever the outcome of the release; 1 when it cannot be reported or not be commented; 2
     *     when the arguments are wrong
     */
    public int run(List<String> arguments) {
        try {
            Asked asked = Asked.of(arguments);
            Servers servers = new Servers(application, asked.settings(), err);
            // before anything is waited for
            Forges forges = asked.isCommented() ? Forges.of(servers.installation(), clock) : Forges.NONE;
            try (Servers.Found found = servers.findToRead(asked.server())) {
                Release release = new ReleaseReader(found.server(), clock).read(asked.wanted(), asked.patience());
                String markdown = new ReleaseMarkdown(release, found.pages()).write();
                out.print(markdown);
                out.flush();
                return asked.isCommented() ? new Commenting(forges, err).comment(release, markdown) : 0;
            }
        } catch (CommandFailed e) {
            if (!String.valueOf(e.getMessage()).isEmpty()) {
                err.println("throughline: " + e.getMessage());
            }
            return e.status();
        }
    }

    /**
     * What was asked for.
     *
     * @param server null for the one of this installation
     * @param patience how long a deployment is waited for that is not known yet
     * @param settings of the server, for Spring
     */
    private record Asked(
            Wanted wanted, @Nullable URI server, Duration patience, boolean isCommented, List<String> settings) {

        private static final Duration USUAL = Duration.ofSeconds(60);
        private static final long LONGEST = 3_600;

        static Asked of(List<String> arguments) {
            if (arguments.isEmpty() || !arguments.getFirst().equals("release")) {
                throw CommandFailed.misused(USAGE);
            }
            String service = "";
            String environment = "";
            String sha = "";
            String deployment = "";
            URI server = null;
            Duration patience = USUAL;
            boolean isCommented = false;
            List<String> others = new ArrayList<>();
            for (String argument : arguments.subList(1, arguments.size())) {
                int equals = argument.indexOf('=');
                String value = argument.substring(equals + 1).strip();
                switch (argument.startsWith("--") && equals > 0 ? argument.substring(0, equals) : argument) {
                    case "--service" -> service = value;
                    case "--environment" -> environment = value;
                    case "--sha" -> sha = value;
                    case "--deployment" -> deployment = value;
                    case "--server" -> server = address(value);
                    case "--wait" -> patience = patience(value);
                    case "--comment" -> isCommented = true;
                    default -> others.add(argument);
                }
            }
            if (others.stream().anyMatch(other -> !other.startsWith("--")) || sha.isEmpty() == deployment.isEmpty()) {
                throw CommandFailed.misused(USAGE);
            }
            return new Asked(
                    Wanted.of(service, environment, sha, deployment),
                    server,
                    patience,
                    isCommented,
                    ServerSettings.of(others, USAGE));
        }

        private static URI address(String value) {
            try {
                return ApiAddress.of("--server", value);
            } catch (IllegalArgumentException e) {
                throw CommandFailed.misused(String.valueOf(e.getMessage()));
            }
        }

        private static Duration patience(String value) {
            if (!value.matches("[0-9]{1,4}") || Long.parseLong(value) > LONGEST) {
                throw CommandFailed.misused("--wait must be a number of seconds from 0 to " + LONGEST);
            }
            return Duration.ofSeconds(Long.parseLong(value));
        }
    }
}
