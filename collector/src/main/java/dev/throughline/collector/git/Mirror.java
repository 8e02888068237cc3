package dev.throughline.collector.git;

import dev.throughline.collector.git.GitFailed.Reason;
import dev.throughline.engine.fact.GraphCommit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A bare repository on disk with the commits of a remote; without files if the remote can filter. */
final class Mirror {

    private static final List<String> FILTERS = List.of("--filter=tree:0", "--filter=blob:none", "--no-filter");
    /** Failures that another filter cannot fix. */
    private static final Pattern UNREACHABLE = Pattern.compile(
            "not found|not appear to be|unable to access|could not read|authentication|permission denied|host key|"
                    + "transport '|cannot be started|connection|resolve host|access denied|no space left",
            Pattern.CASE_INSENSITIVE);

    private static final int MOST_PACKS = 50;
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Function<String, Git> online;
    private final Git offline;

    /** @param command name of the command git */
    Mirror(Path folder, String command, GitProperties properties, Mirrors mirrors, Git.Running running) {
        this.folder = folder;
        this.online = url -> new Git(command, properties, folder, url, mirrors, running);
        this.offline = new Git(command, properties, folder, null, mirrors, running);
    }

    /**
     * Updates branches and tags to those of the remote.
     *
     * @throws GitFailed when that is not possible
     */
    void fetch(String url) {
        prepare();
        offline.run("config", "remote.origin.url", url);
        Git git = online.apply(url);
        for (String filter : FILTERS) {
            try {
                fetch(git, filter);
                break;
            } catch (GitFailed e) {
                boolean isLast = filter.equals(FILTERS.getLast());
                if (isLast
                        || e.reason() != Reason.REFUSED
                        || UNREACHABLE.matcher(git.errors()).find()) {
                    throw e;
                }
            }
        }
        if (git.errors().contains("shallow roots are not allowed")) {
            throw new GitFailed(Reason.BROKEN, "the remote is a shallow clone: it does not have all commits");
        }
    }

    private static void fetch(Git git, String filter) {
        git.run(
                "fetch",
                filter,
                "--prune",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-auto-maintenance",
                "--no-recurse-submodules",
                "origin",
                "+refs/heads/*:refs/heads/*",
                "+refs/tags/*:refs/tags/*");
    }

    /** What branches and tags point to, commits only. Empty when there is nothing yet. */
    Set<String> tips() {
        if (!Files.exists(folder.resolve("HEAD"))) {
            return Set.of();
        }
        return offline.run(
                null,
                (out, end) -> {
                    Set<String> tips = new TreeSet<>();
                    BufferedReader lines = new BufferedReader(new InputStreamReader(out, StandardCharsets.US_ASCII));
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        String[] fields = line.split(" ", -1);
                        if (fields[0].equals("commit")) {
                            tips.add(fields[1]);
                        } else if (fields[0].equals("tag") && !fields[2].equals("tree") && !fields[2].equals("blob")) {
                            tips.add(fields[2].equals("commit") ? fields[3] : fields[1]);
                        }
                    }
                    return tips;
                },
                "for-each-ref",
                // for a tag: what it says about itself, because its target may not be here
                "--format=%(objecttype) %(objectname) %(type) %(object)");
    }

    /** Reads the commits behind some tips. */
    interface Reader<T> {
        T read(Iterator<GraphCommit> commits);
    }

    /**
     * Passes on what is reachable from some tips but not from others, all of which must be here.
     *
     * @param repository name that the commits are recorded under
     */
    <T> T log(String repository, Set<String> tips, Set<String> without, Reader<T> reader) {
        Path asked = folder.resolve("throughline-tips");
        try {
            Files.write(asked, (Iterable<String>)
                    Stream.concat(tips.stream(), without.stream().map(tip -> "^" + tip))::iterator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return offline.run(
                asked,
                (out, end) -> reader.read(new LoggedCommits(repository, out, end)),
                "log",
                "--stdin",
                "--no-show-signature",
                "--no-color",
                "--no-notes",
                "--no-mailmap",
                LoggedCommits.FORMAT);
    }

    /** Bytes on disk. */
    long size() {
        return Mirrors.size(folder);
    }

    /** Merges many small packs: each of them slows git down. */
    void tidy() {
        try (Stream<Path> packs = Files.list(folder.resolve("objects/pack"))) {
            if (packs.filter(file -> file.toString().endsWith(".pack")).count() <= MOST_PACKS) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        offline.run("repack", "-a", "-d", "-q");
    }

    private void prepare() {
        try {
            if (!Files.exists(folder.resolve("HEAD"))) {
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(Git.CONFIG), "[safe]\n\tdirectory = *\n");
                offline.run("init", "--bare", "--quiet", "--template=");
                return;
            }
            removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a killed git left behind. A git that outlived us still writes to its files. */
    private void removeLeftovers() throws IOException {
        Instant old = Instant.now().minus(LONGEST_SILENCE);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Mirror::isLeftover).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isLeftover(Path file) {
        String name = String.valueOf(file.getFileName());
        return Files.isRegularFile(file) && (name.endsWith(".lock") || name.startsWith("tmp_"));
    }
}
