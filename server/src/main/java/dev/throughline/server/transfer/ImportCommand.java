package dev.throughline.server.transfer;

import dev.throughline.collector.git.LocalClone;
import dev.throughline.collector.git.UnreadableClone;
import dev.throughline.engine.glob.Glob;
import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.FiveNumbers;
import dev.throughline.server.command.ServerSettings;
import dev.throughline.server.command.Servers;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code import git PATH [--service=NAME] [--deployments='tag:v*']}: the numbers of a repository from a clone of it. {@code import FILE}:
 * what another installation exported. {@code import fourkeys FILE}: the rows of Four Keys' table of events. {@code import devlake FOLDER}:
 * the tables of DevLake, or those in its database.
 */
public final class ImportCommand {

    public static final String NAME = "import";

    private static final String USAGE =
            "usage: import git PATH [--service=NAME] [--deployments='tag:v*'] [--except='tag:*-rc*'] [--environment=production],"
                    + " or import FILE, or import fourkeys FILE,"
                    + " or import devlake FOLDER|jdbc:postgresql:… [--causes=devlake]";

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;

    /** @param application the class that a server is started from, if none is running */
    public ImportCommand(Class<?> application, PrintStream out, PrintStream err, Clock clock) {
        this.application = application;
        this.out = out;
        this.err = err;
        this.clock = clock;
    }

    /**
     * Imports what the arguments name.
     *
     * @param arguments those after {@code import}
     * @return the exit status: 0 when all is well, 1 when it cannot be done, 2 when the arguments are wrong
     */
    public int run(List<String> arguments) {
        try {
            if (arguments.isEmpty()) {
                throw CommandFailed.misused(USAGE);
            }
            List<String> rest = arguments.subList(1, arguments.size());
            return switch (arguments.getFirst()) {
                case "git" -> git(rest);
                case "fourkeys" -> fourKeys(rest);
                case "devlake" -> devLake(rest);
                case String file when !file.startsWith("-") -> archive(file, rest);
                default -> throw CommandFailed.misused(USAGE);
            };
        } catch (CommandFailed e) {
            return failed(e.status(), e);
        } catch (UnreadableClone | UncheckedIOException e) {
            return failed(1, e);
        }
    }

    private int failed(int status, RuntimeException e) {
        if (!String.valueOf(e.getMessage()).isEmpty()) {
            err.println("throughline: " + e.getMessage());
        }
        return status;
    }

    private int git(List<String> arguments) {
        GitArguments asked = GitArguments.of(arguments);
        try (LocalClone clone = LocalClone.open(asked.path())) {
            Releases releases = Releases.of(
                    asked.path().toString(), clone.tags(), asked.deployments(), asked.except(), clock.instant());
            Optional<Origin> origin = clone.origin().flatMap(Origin::of);
            String service =
                    asked.service().orElseGet(() -> origin.map(Origin::name).orElseGet(clone::folderName));
            try (Servers.Found found = new Servers(application, asked.settings(), out).find()) {
                new GitImport(
                                clone,
                                service,
                                asked.environment(),
                                origin.orElse(null),
                                found.server(),
                                out,
                                clock.instant())
                        .run(releases);
                found.server().settle();
                new FiveNumbers(found.server(), clock).print(service, found.pages(), out);
                out.println();
                GitImport.notes().forEach(out::println);
                if (found.isOwn()) {
                    out.println("To look at the page, start the server with ./throughline up.");
                }
            }
        }
        return 0;
    }

    private int archive(String name, List<String> rest) {
        if (rest.stream().anyMatch(argument -> !argument.startsWith("--"))) {
            throw CommandFailed.misused(USAGE);
        }
        ArchiveFile file = new ArchiveFile(fileOf(name));
        file.check();
        try (Servers.Found found = new Servers(application, ServerSettings.of(rest, USAGE), out).find()) {
            return new ArchiveImport(file).run(found.server(), found.pages(), out, err);
        }
    }

    private int fourKeys(List<String> arguments) {
        if (arguments.isEmpty() || arguments.stream().skip(1).anyMatch(argument -> !argument.startsWith("--"))) {
            throw CommandFailed.misused(USAGE);
        }
        ArchiveFile file = new ArchiveFile(fileOf(arguments.getFirst()));
        file.check();
        List<String> settings = ServerSettings.of(arguments.subList(1, arguments.size()), USAGE);
        try (Servers.Found found = new Servers(application, settings, out).find()) {
            return new FourKeysImport(file).run(found.server(), found.pages(), out, err);
        }
    }

    private int devLake(List<String> arguments) {
        String causes = "--causes=devlake";
        if (arguments.isEmpty() || arguments.stream().skip(1).anyMatch(argument -> !argument.startsWith("--"))) {
            throw CommandFailed.misused(USAGE);
        }
        List<String> others = arguments.stream()
                .skip(1)
                .filter(argument -> !argument.equals(causes))
                .toList();
        List<String> settings = ServerSettings.of(others, USAGE);
        DevLakeTally tally = new DevLakeTally();
        try (DevLakeTables tables = devLakeTables(arguments.getFirst(), tally)) {
            DevLakeImport devLake = new DevLakeImport(tables, tally, arguments.contains(causes));
            devLake.check();
            try (Servers.Found found = new Servers(application, settings, out).find()) {
                return devLake.run(found, clock, out, err);
            }
        }
    }

    private static DevLakeTables devLakeTables(String name, DevLakeTally tally) {
        if (name.startsWith("jdbc:")) {
            return DevLakeDatabase.open(name, System.getenv(), tally);
        }
        Path folder = fileOf(name);
        if (!Files.isDirectory(folder)) {
            throw CommandFailed.because("there is no folder " + folder);
        }
        return new DevLakeFolder(folder, tally);
    }

    private static Path fileOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw CommandFailed.because("there is no '%s'".formatted(text));
        }
    }

    /**
     * What was asked for.
     *
     * @param settings of the server, for Spring
     */
    private record GitArguments(
            Path path,
            Optional<String> service,
            String environment,
            List<Glob> deployments,
            List<Glob> except,
            List<String> settings) {

        static GitArguments of(List<String> arguments) {
            List<String> paths = new ArrayList<>();
            List<String> others = new ArrayList<>();
            List<Glob> deployments = new ArrayList<>();
            List<Glob> except = new ArrayList<>();
            Optional<String> service = Optional.empty();
            String environment = "production";
            for (String argument : arguments) {
                int equals = argument.indexOf('=');
                String value = argument.substring(equals + 1);
                switch (argument.startsWith("--") && equals > 0 ? argument.substring(0, equals) : "") {
                    case "--service" -> service = Optional.of(name(argument, value));
                    case "--environment" -> environment = name(argument, value);
                    case "--deployments" -> deployments.addAll(TagOption.read("--deployments", value));
                    case "--except" -> except.addAll(TagOption.read("--except", value));
                    default -> (argument.startsWith("--") ? others : paths).add(argument);
                }
            }
            if (paths.size() != 1 || paths.getFirst().isBlank()) {
                throw CommandFailed.misused(USAGE);
            }
            return new GitArguments(
                    fileOf(paths.getFirst()),
                    service,
                    environment,
                    deployments.isEmpty() ? List.of(Glob.ofTags("v*")) : deployments,
                    except,
                    ServerSettings.of(others, USAGE));
        }

        private static String name(String argument, String value) {
            if (!GitImport.isName(value.strip())) {
                throw CommandFailed.misused("%s must be a name of 1 to 200 characters".formatted(argument));
            }
            return value.strip();
        }
    }
}
