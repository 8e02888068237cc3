package dev.throughline.collector.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mirrors on this disk, which share a limit. Those fetched longest ago are deleted to make room: a mirror can be fetched again. */
final class Mirrors {

    private final Path folder;
    private final long mostBytes;
    private final Set<Path> used = new HashSet<>();

    /** Bytes of each, the one fetched longest ago first. */
    private final Map<Path, Long> sizes = new LinkedHashMap<>();

    private boolean isRead;

    Mirrors(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** Where the mirror of a repository belongs. */
    Path of(long repository) {
        return folder.resolve(repository + ".git");
    }

    /** A mirror is kept until it is released. */
    synchronized void take(Path mirror) {
        read();
        Long size = sizes.remove(mirror);
        sizes.put(mirror, size == null ? 0 : size);
        used.add(mirror);
    }

    synchronized void giveBack(Path mirror) {
        used.remove(mirror);
    }

    /** Whether they stay below the limit with the current size of this one, without those that could be deleted for it. */
    synchronized boolean fit(Path mirror) {
        sizes.put(mirror, size(mirror));
        while (sizes.values().stream().mapToLong(Long::longValue).sum() > mostBytes) {
            Optional<Path> oldest =
                    sizes.keySet().stream().filter(path -> !used.contains(path)).findFirst();
            if (oldest.isEmpty()) {
                return false;
            }
            delete(oldest.get());
        }
        return true;
    }

    synchronized void delete(Path mirror) {
        sizes.remove(mirror);
        if (Files.exists(mirror)) {
            try (Stream<Path> files = Files.walk(mirror)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What an earlier process left. */
    private void read() {
        if (isRead) {
            return;
        }
        try {
            Files.createDirectories(folder);
            try (Stream<Path> mirrors = Files.list(folder)) {
                List<Path> known = mirrors.filter(Files::isDirectory)
                        .sorted(Comparator.comparing(Mirrors::usedAt))
                        .toList();
                known.forEach(mirror -> sizes.put(mirror, size(mirror)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        isRead = true;
    }

    private static long usedAt(Path mirror) {
        return mirror.resolve(Git.ERRORS).toFile().lastModified();
    }

    /** Bytes of the files below a folder. Files that vanish meanwhile do not count. */
    static long size(Path folder) {
        long[] bytes = {0};
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes[0];
    }
}
