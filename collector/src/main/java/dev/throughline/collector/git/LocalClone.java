package dev.throughline.collector.git;

import dev.throughline.engine.fact.CommitSha;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A clone on this disk. It is only read, and missing objects are not fetched. */
public final class LocalClone implements AutoCloseable {

    private static final List<String> ALL = List.of("--branches", "--remotes", "--tags");

    /** Names of the branch that everything is merged into, best first. */
    private static final List<String> MAIN = List.of("refs/remotes/origin/HEAD", "HEAD");

    private final Path repository;
    private final Path scratch;
    private final Git git;

    private LocalClone(Path repository, Path scratch, String command) {
        this.repository = repository;
        this.scratch = scratch;
        this.git = Git.reading(
                command,
                new GitProperties(null, List.of(), "", null, Duration.ofDays(1), Long.MAX_VALUE),
                repository,
                scratch);
    }

    /**
     * A tag.
     *
     * @param name without {@code refs/tags/}
     * @param sha the commit that it points to, possibly through other tags; null when it points to something else
     * @param at when it was created: by its tagger's clock, or for a tag without a tagger, by the clock of its commit's committer
     */
    public record Tag(
            String name, @Nullable CommitSha sha, @Nullable Instant at) {}

    /**
     * Opens the clone that a folder is in.
     *
     * @param path the folder of the clone or one in it, or a bare repository
     * @throws UnreadableClone when it is not a clone, or does not have its full history
     */
    public static LocalClone open(Path path) {
        return open(path, "git");
    }

    static LocalClone open(Path path, String command) {
        Path folder = path.toAbsolutePath().normalize();
        if (!Files.exists(folder)) {
            throw new UnreadableClone("there is no folder " + path);
        }
        if (!Files.isDirectory(folder)) {
            throw new UnreadableClone(path + " is no folder");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new UnreadableClone(path + " cannot be read: permission denied");
        }
        Path repository =
                repository(folder).orElseThrow(() -> new UnreadableClone(path + " is no git repository, and in none"));
        try {
            LocalClone clone = new LocalClone(repository, Files.createTempDirectory("throughline-git"), command);
            try {
                clone.check(path);
                return clone;
            } catch (RuntimeException e) {
                clone.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UnreadableClone("no temporary folder can be made: " + e.getMessage());
        }
    }

    private static Optional<Path> repository(Path folder) {
        for (Path each = folder; each != null; each = each.getParent()) {
            Path inside = each.resolve(".git");
            if (Files.exists(inside)) {
                return Optional.of(inside);
            }
            if (Files.isRegularFile(each.resolve("HEAD"))
                    && Files.isDirectory(each.resolve("objects"))
                    && Files.isDirectory(each.resolve("refs"))) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private void check(Path path) {
        String shallow = lines("rev-parse", "--is-shallow-repository").stream()
                .findFirst()
                .orElse("");
        if (shallow.equals("true")) {
            throw new UnreadableClone(
                    "%s is a shallow clone, which does not have all commits: run git -C %s fetch --unshallow first"
                            .formatted(path, path));
        }
        if (count() == 0) {
            throw new UnreadableClone(path + " has no commits");
        }
    }

    /** Name of the folder of the clone, without the suffix of a bare one. */
    public String folderName() {
        Path folder =
                repository.endsWith(".git") && repository.getParent() != null ? repository.getParent() : repository;
        String name = folder.getFileName() == null
                ? "repository"
                : folder.getFileName().toString();
        return name.endsWith(".git") && name.length() > 4 ? name.substring(0, name.length() - 4) : name;
    }

    /** Where it was cloned from; may contain a password. */
    public Optional<String> origin() {
        try {
            return lines("config", "--get", "remote.origin.url").stream().findFirst();
        } catch (UnreadableClone none) {
            return Optional.empty();
        }
    }

    /** How many commits all branches and tags reach. */
    public long count() {
        return lines(revisions("rev-list", "--count")).stream()
                .findFirst()
                .map(Long::valueOf)
                .orElse(0L);
    }

    /** Every tag, by name. */
    public List<Tag> tags() {
        List<String[]> listed =
                lines("for-each-ref", "--format=%(objecttype) %(taggerdate:unix) %(refname)", "refs/tags").stream()
                        .map(line -> line.split(" ", 3))
                        .toList();
        List<@Nullable CommitSha> commits =
                commits(listed.stream().map(tag -> tag[2]).toList());
        Map<CommitSha, Instant> committed = committed(commits);
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            String[] tag = listed.get(i);
            CommitSha sha = commits.get(i);
            Instant made = tag[1].isEmpty() ? null : instant(tag[1]);
            tags.add(new Tag(
                    tag[2].substring("refs/tags/".length()),
                    sha,
                    made != null || sha == null ? made : committed.get(sha)));
        }
        return tags;
    }

    /** The commits of the branch that everything is merged into, without those brought in by merges. */
    public Set<String> mainline() {
        List<String> heads = new ArrayList<>();
        for (CommitSha head : commits(MAIN)) {
            if (head != null) {
                heads.add(head.value());
            }
        }
        return heads.isEmpty() ? Set.of() : new LinkedHashSet<>(lines("rev-list", "--first-parent", heads.getFirst()));
    }

    /**
     * Passes on every commit, newest first.
     *
     * @param repository name that they are recorded under
     */
    public <T> T graph(String repository, Function<Iterator<GraphCommit>, T> reader) {
        return run(
                null,
                (out, end) -> reader.apply(new LoggedCommits(repository, out, end)),
                revisions(
                        "log",
                        "--no-show-signature",
                        "--no-color",
                        "--no-notes",
                        "--no-mailmap",
                        LoggedCommits.FORMAT));
    }

    /**
     * Passes on every commit with its message, parents before their children.
     *
     * @param repository name that they are recorded under
     */
    public <T> T messages(String repository, Function<Iterator<LoggedCommit>, T> reader) {
        return run(
                null,
                (out, end) -> reader.apply(new LoggedMessages(repository, out, end)),
                revisions(
                        "log",
                        "--reverse",
                        "--topo-order",
                        "-z",
                        "--encoding=UTF-8",
                        "--no-show-signature",
                        "--no-color",
                        "--no-notes",
                        "--no-mailmap",
                        LoggedMessages.FORMAT));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The commit of each name; null if there is none. */
    private List<@Nullable CommitSha> commits(List<String> names) {
        List<@Nullable CommitSha> commits = new ArrayList<>();
        if (!names.isEmpty()) {
            Path asked = asked(names.stream().map(name -> name + "^{commit}"));
            for (String line : lines(asked, "cat-file", "--batch-check=%(objectname) %(objecttype)")) {
                String[] fields = line.split(" ", -1);
                commits.add(fields.length == 2 && fields[1].equals("commit") ? new CommitSha(fields[0]) : null);
            }
        }
        return commits;
    }

    private Map<CommitSha, Instant> committed(List<@Nullable CommitSha> commits) {
        Set<String> shas = new LinkedHashSet<>();
        for (CommitSha sha : commits) {
            if (sha != null) {
                shas.add(sha.value());
            }
        }
        Map<CommitSha, Instant> committed = new HashMap<>();
        if (!shas.isEmpty()) {
            run(
                    asked(shas.stream()),
                    (out, end) -> {
                        Iterator<GraphCommit> commit = new LoggedCommits("", out, end);
                        commit.forEachRemaining(each -> committed.put(each.sha(), each.committerAt()));
                        return true;
                    },
                    "log",
                    "--no-walk=unsorted",
                    "--stdin",
                    "--no-show-signature",
                    "--no-color",
                    "--no-notes",
                    "--no-mailmap",
                    LoggedCommits.FORMAT);
        }
        return committed;
    }

    private static Instant instant(String seconds) {
        try {
            return Instant.ofEpochSecond(Math.clamp(Long.parseLong(seconds), -1L << 40, 1L << 40));
        } catch (NumberFormatException e) {
            return Instant.EPOCH;
        }
    }

    private String[] revisions(String... command) {
        boolean hasHead = commits(List.of("HEAD")).getFirst() != null;
        return Stream.of(Stream.of(command), ALL.stream(), hasHead ? Stream.of("HEAD") : Stream.<String>of())
                .flatMap(parts -> parts)
                .toArray(String[]::new);
    }

    private Path asked(Stream<String> lines) {
        try {
            return Files.write(scratch.resolve("asked"), (Iterable<String>) lines::iterator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String... arguments) {
        return lines(null, arguments);
    }

    private List<String> lines(@Nullable Path input, String... arguments) {
        return run(
                input,
                (out, end) -> new BufferedReader(new InputStreamReader(out, StandardCharsets.UTF_8))
                        .lines()
                        .toList(),
                arguments);
    }

    private <T> T run(@Nullable Path input, Git.Output<T> output, String... arguments) {
        try {
            return git.run(input, output, arguments);
        } catch (GitFailed e) {
            throw new UnreadableClone(
                    "git cannot be started".equals(e.getMessage())
                            ? "there is no command 'git': install git"
                            : "git cannot read %s: %s".formatted(repository, e.getMessage()));
        }
    }
}
