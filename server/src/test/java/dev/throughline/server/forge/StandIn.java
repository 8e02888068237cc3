package dev.throughline.server.forge;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The stand-in for GitHub's API in a process of its own, for benchmarks: without limits, faults or delays. It tells its address in its first
 * line. For each line that it is sent it tells in one of JSON what was asked since the last one, and it ends when there are no more.
 */
public final class StandIn {

    private final GitHubApi api;
    private final Path folder;
    private BufferedWriter targets;
    private long lastAt;
    private int files;

    private StandIn(GitHubApi api, Path folder) throws IOException {
        this.api = api;
        this.folder = folder;
        this.targets = open();
    }

    /**
     * Starts it.
     *
     * @param arguments the token that it takes, a folder for lists of what was asked, and repositories: the name of a real history, or
     *     {@code owner/name=pulls} for one that is made up
     */
    public static void main(String[] arguments) throws IOException {
        ForgeState state = ForgeState.of();
        for (int i = 2; i < arguments.length; i++) {
            state.add(repository(i, arguments[i]));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (GitHubApi api = new GitHubApi(state);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            api.token(arguments[0]);
            api.faults().limit(Integer.MAX_VALUE, Duration.ofDays(1));
            StandIn standIn = new StandIn(api, Path.of(arguments[1]));
            api.onRequest(standIn::asked);
            out.println(api.url());
            while (in.readLine() != null) {
                out.println(standIn.told());
            }
        }
    }

    private static ForgeRepository repository(int id, String argument) {
        int equals = argument.indexOf('=');
        return equals < 0
                ? GitHubHistory.read(argument)
                : LargeRepository.of(
                        id, argument.substring(0, equals), Integer.parseInt(argument.substring(equals + 1)));
    }

    private BufferedWriter open() throws IOException {
        Files.createDirectories(folder);
        return Files.newBufferedWriter(folder.resolve("asked-" + ++files));
    }

    private synchronized void asked(String target) {
        try {
            targets.write(target);
            targets.newLine();
            lastAt = System.currentTimeMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized String told() throws IOException {
        targets.close();
        String told = Json.MAPPER.writeValueAsString(Json.object(
                "targets",
                folder.resolve("asked-" + files).toString(),
                "last_at",
                lastAt,
                "all",
                api.counts().all(),
                "answered",
                api.counts().answered(),
                "not_modified",
                api.counts().notModified()));
        api.counts().clear();
        targets = open();
        return told;
    }
}
