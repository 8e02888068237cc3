package dev.throughline.server.transfer;

import dev.throughline.server.cli.CommandFailed;
import dev.throughline.server.command.RunningServer;
import dev.throughline.server.command.ServerSettings;
import dev.throughline.server.command.Servers;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** {@code export [FILE]}: everything that cannot be derived, in a file for {@code import} elsewhere. */
public final class ExportCommand {

    public static final String NAME = "export";

    private static final String USAGE = "usage: export [FILE], compressed when its name ends in .gz";
    private static final String PATH = "/api/v1/export";

    private final Class<?> application;
    private final PrintStream out;
    private final PrintStream err;

    /** @param application the class that a server is started from, if none is running */
    public ExportCommand(Class<?> application, PrintStream out, PrintStream err) {
        this.application = application;
        this.out = out;
        this.err = err;
    }

    /**
     * Writes what this installation has.
     *
     * @param arguments those after {@code export}
     * @return the exit status: 0 when all is well, 1 when it cannot be done, 2 when the arguments are wrong
     */
    public int run(List<String> arguments) {
        try {
            List<String> files = new ArrayList<>();
            List<String> settings = new ArrayList<>();
            arguments.forEach(argument -> (argument.startsWith("--") ? settings : files).add(argument));
            if (files.size() > 1) {
                throw CommandFailed.misused(USAGE);
            }
            // standard output may be the archive
            try (Servers.Found found = new Servers(application, ServerSettings.of(settings, USAGE), err).find()) {
                if (files.isEmpty()) {
                    new ArchiveTail(out).copy(found.server().open(PATH));
                    out.flush();
                } else {
                    out.println("Wrote %s to %s"
                            .formatted(toFile(found.server(), file(files.getFirst())), files.getFirst()));
                }
            }
            return 0;
        } catch (CommandFailed e) {
            if (!String.valueOf(e.getMessage()).isEmpty()) {
                err.println("throughline: " + e.getMessage());
            }
            return e.status();
        } catch (IOException e) {
            err.println("throughline: the archive cannot be written: " + e.getMessage());
            return 1;
        }
    }

    /** For its owner only, and under its final name once it is complete. */
    private static String toFile(RunningServer server, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(
                folder,
                ".throughline-export",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            String written;
            try (InputStream in = server.open(PATH);
                    OutputStream to = opened(part, file)) {
                written = new ArchiveTail(to).copy(in);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static OutputStream opened(Path part, Path file) throws IOException {
        OutputStream plain = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPOutputStream(plain, 1 << 16) : plain;
    }

    private static Path file(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw CommandFailed.because("'%s' is not a file name".formatted(text));
        }
    }
}
