package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** The database files of one data folder, and the PostgreSQL programs to create, start and stop them. */
final class Cluster {

    static final String USER = "throughline";

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);
    private static final long LOG_LIMIT = 10_000_000;

    /** Durable like any other PostgreSQL; sized for a machine that does other things too. */
    private static final String CONFIGURATION = """
            # written at every start
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            password_encryption = 'scram-sha-256'
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            max_connections = 100
            shared_buffers = '128MB'
            effective_cache_size = '1GB'
            work_mem = '16MB'
            maintenance_work_mem = '64MB'
            max_wal_size = '1GB'
            wal_compression = 'pglz'
            random_page_cost = 1.1
            autovacuum_naptime = '15s'
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_min_messages = 'warning'
            log_checkpoints = off
            """;

    private final Path programs;
    private final Path files;
    private final Path logFile;

    /**
     * @param programs the folder with {@code bin/postgres}
     * @param folder where the files are or will be
     */
    Cluster(Path programs, Path folder) throws IOException {
        this.programs = programs;
        this.files = folder.resolve("postgres");
        this.logFile = folder.resolve("postgres.log");
        if (Files.exists(logFile) && Files.size(logFile) > LOG_LIMIT) {
            Files.move(logFile, folder.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Creates the files, unless they exist. All or nothing: an interrupted attempt leaves nothing valid. */
    void makeOnce(Path passwordFile) throws IOException, InterruptedException {
        if (Files.exists(files)) {
            return;
        }
        Path making = files.resolveSibling("postgres.new");
        FileSystemUtils.deleteRecursively(making);
        run(
                "initdb",
                "-D",
                making.toString(),
                "-U",
                USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C");
        Files.writeString(
                making.resolve("postgresql.conf"), "\ninclude 'throughline.conf'\n", StandardOpenOption.APPEND);
        Files.move(making, files, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param port where it listens, on 127.0.0.1 */
    void start(int port) throws IOException, InterruptedException {
        Files.writeString(files.resolve("throughline.conf"), CONFIGURATION.formatted(port));
        // pg_ctl gives the server its own session: Ctrl-C on the terminal only reaches the JVM, which stops in order
        run("pg_ctl", "start", "-D", files.toString(), "-l", logFile.toString(), "-w", "-t", "120", "-s");
    }

    void stop() throws IOException, InterruptedException {
        try {
            run("pg_ctl", "stop", "-D", files.toString(), "-m", "fast", "-w", "-t", "20", "-s");
        } catch (StartRefused tooSlow) {
            run("pg_ctl", "stop", "-D", files.toString(), "-m", "immediate", "-w", "-t", "20", "-s");
        }
    }

    /** Stops the server that a killed Throughline left behind in these files. */
    void stopLeftOver() throws IOException, InterruptedException {
        Optional<ProcessHandle> left = server();
        if (left.isPresent()) {
            log.info(
                    "Stopping PostgreSQL {}, left over by a Throughline that was killed",
                    left.get().pid());
            stop();
        } else {
            forgetDeadServer();
        }
    }

    /** The PostgreSQL that runs these files, if one does. */
    Optional<ProcessHandle> server() throws IOException {
        return processOfFile().filter(Cluster::isPostgres);
    }

    /** Lets PostgreSQL start if the process in its pid file now belongs to another program: otherwise it would refuse. */
    void forgetDeadServer() throws IOException {
        if (processOfFile().filter(process -> !isPostgres(process)).isPresent()) {
            long left =
                    ProcessHandle.allProcesses().filter(this::isOfTheseFiles).count();
            if (left > 0) {
                // the file is what keeps a new server from these while they may still write
                throw StartRefused.because("%d processes of a dead PostgreSQL have not ended yet".formatted(left));
            }
            Files.delete(files.resolve("postmaster.pid"));
        }
    }

    /** The process that runs them according to the files, if it is alive. */
    private Optional<ProcessHandle> processOfFile() throws IOException {
        Path pidFile = files.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        return Files.readString(pidFile)
                .lines()
                .findFirst()
                .filter(line -> line.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .flatMap(ProcessHandle::of);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }

    private boolean isOfTheseFiles(ProcessHandle process) {
        return process.info()
                .command()
                .filter(programs.resolve("bin/postgres").toAbsolutePath().toString()::equals)
                .isPresent();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        long logged = Files.exists(logFile) ? Files.size(logFile) : 0;
        List<String> command = new ArrayList<>(asUser());
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            throw StartRefused.because("the embedded PostgreSQL failed (%s): %s; more in %s"
                    .formatted(program, complaint(logged), logFile));
        }
    }

    /** PostgreSQL refuses to run as root; in its own user namespace it does not notice that it does. */
    private static List<String> asUser() {
        return "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/bin/unshare"))
                ? List.of("/usr/bin/unshare", "--user")
                : List.of();
    }

    /** The most informative line of the log, of those written since it had the given size. */
    private String complaint(long since) throws IOException {
        byte[] bytes;
        try (var file = new RandomAccessFile(logFile.toFile(), "r")) {
            file.seek(since);
            bytes = new byte[(int) Math.min(file.length() - since, 100_000)];
            file.readFully(bytes);
        }
        List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.matches(".*(FATAL|PANIC|rror:|unshare:).*"))
                .findFirst()
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                .orElse("it said nothing")
                .replaceFirst("^.*(FATAL|PANIC): +", "");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
