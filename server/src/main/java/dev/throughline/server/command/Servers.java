package dev.throughline.server.command;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.cli.CommandLine;
import dev.throughline.server.cli.StartFailure;
import dev.throughline.server.settings.Installation;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Finds the server that a command talks to: the running one of this installation, otherwise one started in this process, on the same data,
 * for as long as the command takes.
 */
public final class Servers {

    private static final Set<String> OWN = Set.of("port", "address", "roles", "url");

    private final Class<?> application;
    private final List<String> arguments;
    private final PrintStream out;

    /**
     * @param application the class that a server is started from
     * @param arguments for Spring, e.g. {@code --throughline.data=/srv/throughline}
     */
    public Servers(Class<?> application, List<String> arguments, PrintStream out) {
        this.application = application;
        this.arguments = List.copyOf(arguments);
        this.out = out;
    }

    /**
     * A server to write to.
     *
     * @param isOwn whether it was started for this command and ends with it
     * @param pages where people look at it, now or once it is started
     */
    public record Found(RunningServer server, boolean isOwn, String pages) implements AutoCloseable {

        @Override
        public void close() {
            server.close();
        }
    }

    /** @throws CommandFailed when there is none and none can be started */
    public Found find() {
        Installation installation = installation();
        Optional<RunningServer> running = installation
                .address()
                .flatMap(address ->
                        RunningServer.at(address, installation.token().orElse(null)));
        Found found = running.map(server -> new Found(server, false, pages(installation)))
                .orElseGet(() -> started(installation));
        try {
            found.server().checkWriting();
            return found;
        } catch (RuntimeException e) {
            found.close();
            throw e;
        }
    }

    /**
     * A server to read from: the one at an address; otherwise the running one of this installation; otherwise the one at its configured
     * URL; otherwise its own.
     *
     * @param elsewhere null for one of this installation
     * @throws CommandFailed when there is none and none can be started
     */
    public Found findToRead(@Nullable URI elsewhere) {
        Installation installation = installation();
        if (elsewhere != null) {
            return answering(elsewhere, installation)
                    .orElseThrow(() -> CommandFailed.because("no server of Throughline answers at " + elsewhere));
        }
        String url = installation.settings().url();
        return installation
                .address()
                .flatMap(address -> answering(address, installation))
                .or(() -> Optional.ofNullable(url).map(URI::create).flatMap(it -> answering(it, installation)))
                .map(found -> new Found(found.server(), false, pages(installation)))
                .orElseGet(() -> started(installation));
    }

    private static Optional<Found> answering(URI address, Installation installation) {
        return RunningServer.at(address, installation.token().orElse(null))
                .map(server -> new Found(server, false, address.toString()));
    }

    /**
     * What the configuration says.
     *
     * @throws CommandFailed when it is wrong
     */
    public Installation installation() {
        try {
            return Installation.configured(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw CommandFailed.because(StartFailure.explain(e).orElseThrow(() -> e));
        }
    }

    private static String pages(Installation installation) {
        String url = installation.settings().url();
        return url != null ? url : installation.address().map(URI::toString).orElse("http://127.0.0.1:8080");
    }

    private Found started(Installation installation) {
        out.println("No server runs here: starting one for as long as this takes …");
        ConfigurableApplicationContext context = start();
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String token = context.getEnvironment()
                .getProperty("throughline.api-token", "")
                .split(",")[0]
                .strip();
        return new Found(
                new RunningServer(URI.create("http://127.0.0.1:" + port), token, context::close),
                true,
                pages(installation));
    }

    private ConfigurableApplicationContext start() {
        try {
            return SpringApplication.run(
                    application,
                    Stream.concat(
                                    arguments.stream().filter(Servers::isKept),
                                    Stream.of(
                                            "--server.port=0",
                                            "--throughline.address=127.0.0.1",
                                            "--throughline.url=",
                                            "--throughline.roles=collector,engine,web",
                                            "--logging.level.dev.throughline=warn",
                                            "--" + CommandLine.QUIET))
                            .toArray(String[]::new));
        } catch (RuntimeException e) {
            // Spring Boot has said why
            throw CommandFailed.said();
        }
    }

    private static boolean isKept(String argument) {
        return OWN.stream().noneMatch(key -> argument.startsWith("--throughline." + key + "="))
                && !argument.startsWith("--server.port=");
    }
}
