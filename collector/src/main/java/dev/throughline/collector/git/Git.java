package dev.throughline.collector.git;

import dev.throughline.collector.git.GitFailed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command git, run in a bare repository: it never prompts, reads only our configuration, and terminates. It is stopped when it takes
 * too long, when the repository becomes too large, and when this process stops.
 */
final class Git {

    /** File in the repository that tells git, also at the other end of a file URL, to accept folders of other users. */
    static final String CONFIG = "throughline-config";

    /** File in the repository with git's last output. */
    static final String ERRORS = "throughline-errors";

    private static final int LONGEST_DETAIL = 300;
    private static final int MOST_OF_ERRORS = 1 << 16;

    private final String command;
    private final GitProperties properties;
    private final Path repository;
    private final Path folder;
    private final @Nullable String url;
    private final Mirrors mirrors;
    private final Running running;

    /**
     * @param folder the bare repository
     * @param url the remote that may be contacted; null forbids all of them
     */
    Git(String command, GitProperties properties, Path folder, @Nullable String url, Mirrors mirrors, Running running) {
        this(command, properties, folder, folder, url, mirrors, running);
    }

    /**
     * In a repository that is not ours, which is only read.
     *
     * @param repository its folder, or the file that names it
     * @param folder where git may write
     */
    static Git reading(String command, GitProperties properties, Path repository, Path folder) {
        return new Git(
                command, properties, repository, folder, null, new Mirrors(folder, Long.MAX_VALUE), new Running());
    }

    private Git(
            String command,
            GitProperties properties,
            Path repository,
            Path folder,
            @Nullable String url,
            Mirrors mirrors,
            Running running) {
        this.command = command;
        this.properties = properties;
        this.repository = repository;
        this.folder = folder;
        this.url = url;
        this.mirrors = mirrors;
        this.running = running;
    }

    /** The running git process, so that it can be stopped. */
    static final class Running {

        private final Set<Process> processes = new HashSet<>();
        private boolean isStopped;

        private synchronized void add(Process started) {
            processes.add(started);
            if (isStopped) {
                end(started);
            }
        }

        private synchronized void remove(Process ended) {
            processes.remove(ended);
        }

        synchronized boolean isStopped() {
            return isStopped;
        }

        synchronized void allow() {
            isStopped = false;
        }

        /** Stops what is running, and anything started after it. */
        synchronized void stop() {
            isStopped = true;
            processes.forEach(Git::end);
        }
    }

    /** Reads what git prints. */
    interface Output<T> {

        /** @param end returns when git has ended and succeeded, or throws; to be called once there is no further output */
        T read(InputStream out, Runnable end) throws IOException;
    }

    /**
     * Runs git to its end.
     *
     * @throws GitFailed unless it succeeds
     */
    void run(String... arguments) {
        run(null, (out, end) -> out.transferTo(OutputStream.nullOutputStream()), arguments);
    }

    /**
     * Runs git to its end.
     *
     * @param input what it reads; null for nothing
     * @throws GitFailed unless it succeeds; the output read so far is then incomplete
     */
    <T> T run(@Nullable Path input, Output<T> output, String... arguments) {
        Path errors = folder.resolve(ERRORS);
        Process process = start(input, errors, arguments);
        running.add(process);
        Guard guard = new Guard(process);
        Thread watching = Thread.ofVirtual().start(guard);
        try (InputStream out = process.getInputStream()) {
            Runnable end = () -> await(process, guard);
            T result = output.read(out, end);
            end.run();
            return result;
        } catch (IOException e) {
            throw isEnded(guard) ? failure(guard, -1) : new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            throw isEnded(guard) ? failure(guard, -1) : e;
        } finally {
            end(process);
            watching.interrupt();
            running.remove(process);
        }
    }

    /** Whether we stopped it: then its output ends in the middle. */
    private boolean isEnded(Guard guard) {
        return guard.reason != null || running.isStopped();
    }

    private void await(Process process, Guard guard) {
        try {
            int status = process.waitFor();
            if (status != 0 || guard.reason != null) {
                throw failure(guard, status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitFailed(Reason.STOPPED, "stopped");
        }
    }

    /** What git said on the way, whether it succeeded or not. */
    String errors() {
        try {
            return text(folder.resolve(ERRORS));
        } catch (IOException e) {
            return "";
        }
    }

    private Process start(@Nullable Path input, Path errors, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, "--git-dir=" + repository));
        for (String setting : List.of(
                "gc.auto=0",
                // one file, not one per object
                "transfer.unpackLimit=1",
                "maintenance.auto=false",
                "credential.helper=",
                "core.askPass=",
                "core.hooksPath=/dev/null",
                "http.lowSpeedLimit=1000",
                "http.lowSpeedTime=60",
                "http.followRedirects=" + (properties.token() == null ? "initial" : "false"))) {
            line.add("-c");
            line.add(setting);
        }
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput((input == null ? Path.of("/dev/null") : input).toFile())
                .redirectError(errors.toFile());
        environment(builder.environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new GitFailed(Reason.REFUSED, "git cannot be started");
        }
    }

    private void environment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("THROUGHLINE_"));
        environment.remove("SSH_ASKPASS");
        environment.putAll(Map.of(
                "LC_ALL", "C",
                // curl reads .netrc there
                "HOME", folder.toString(),
                "GIT_TERMINAL_PROMPT", "0",
                // otherwise a fetch from a shallow remote that cannot filter starts another one for missing objects,
                // endlessly
                "GIT_NO_LAZY_FETCH", "1",
                "GIT_NO_REPLACE_OBJECTS", "1",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_CONFIG_GLOBAL", isFile() ? folder.resolve(CONFIG).toString() : "/dev/null",
                "GIT_ALLOW_PROTOCOL", url == null ? "none" : protocols(url),
                "GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=30"));
        authorization().ifPresent(header -> {
            environment.put("GIT_CONFIG_COUNT", "1");
            environment.put(
                    "GIT_CONFIG_KEY_0",
                    "http." + GitProperties.origin(String.valueOf(url)).orElseThrow() + ".extraHeader");
            environment.put("GIT_CONFIG_VALUE_0", "Authorization: Basic " + header);
        });
    }

    private boolean isFile() {
        return url != null && url.startsWith("file:");
    }

    private static String protocols(String url) {
        String scheme = url.substring(0, url.indexOf(':')).toLowerCase(Locale.ROOT);
        return scheme.equals("http") ? "http:https" : scheme;
    }

    private Optional<String> authorization() {
        GitProperties.Token token = properties.token();
        if (token == null || url == null || GitProperties.origin(url).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(basic(token));
    }

    private String basic(GitProperties.Token token) {
        return Base64.getEncoder()
                .encodeToString((properties.user() + ":" + token.value()).getBytes(StandardCharsets.UTF_8));
    }

    private GitFailed failure(Guard guard, int status) {
        Reason reason = guard.reason;
        if (running.isStopped()) {
            return new GitFailed(Reason.STOPPED, "stopped");
        }
        if (reason == Reason.TIMEOUT) {
            return new GitFailed(
                    reason,
                    "git took longer than %d s".formatted(properties.timeout().toSeconds()));
        }
        if (reason == Reason.TOO_LARGE) {
            return new GitFailed(reason, "the mirror takes more than %d MB".formatted(properties.mostMegabytes()));
        }
        // without a remote, git has nothing else to complain of
        return new GitFailed(
                url == null ? Reason.BROKEN : Reason.REFUSED,
                brief(errors()).orElse("git ended with status %d".formatted(status)));
    }

    /** The line that says why, which git prints last. Output of the remote may come before it. */
    private Optional<String> brief(String said) {
        List<String> lines =
                said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return lines.stream()
                .filter(line -> line.startsWith("fatal: ") && !line.contains("Could not read from remote repository"))
                .findFirst()
                .or(() -> lines.stream()
                        .filter(line -> line.startsWith("error: "))
                        .findFirst())
                // ssh says why, then git that there is nothing to read
                .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getFirst()))
                .map(this::harmless);
    }

    private String harmless(String line) {
        if (line.contains("could not read Username") || line.contains("Authentication failed")) {
            return "the remote does not accept the credentials: check throughline.git.user and throughline.git.token";
        }
        String text = line.replaceAll("\\p{Cntrl}", " ").replaceAll("(https?://)[^/@\\s]*@", "$1");
        GitProperties.Token token = properties.token();
        if (token != null) {
            text = text.replace(basic(token), "***").replace(token.value(), "***");
        }
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }

    private static String text(Path errors) throws IOException {
        if (!Files.exists(errors)) {
            return "";
        }
        try (InputStream in = Files.newInputStream(errors)) {
            return new String(in.readNBytes(MOST_OF_ERRORS), StandardCharsets.UTF_8);
        }
    }

    /** Terminates gently first, so that git removes its locks. Children too: one that outlives git would keep its output open. */
    private static void end(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Ends a process that takes too much time or disk. */
    private final class Guard implements Runnable {

        private final Process process;
        private volatile @Nullable Reason reason;

        private Guard(Process process) {
            this.process = process;
        }

        @Override
        public void run() {
            long end = System.nanoTime() + properties.timeout().toNanos();
            try {
                while (!process.waitFor(Duration.ofMillis(500).toNanos(), TimeUnit.NANOSECONDS)) {
                    if (System.nanoTime() - end > 0) {
                        reason = Reason.TIMEOUT;
                    } else if (url != null && !mirrors.fit(folder)) {
                        reason = Reason.TOO_LARGE;
                    }
                    if (reason != null) {
                        end(process);
                    }
                }
            } catch (InterruptedException e) {
                // it is over
            }
        }
    }
}
