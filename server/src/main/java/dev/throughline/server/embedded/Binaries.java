package dev.throughline.server.embedded;

import dev.throughline.server.cli.StartRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs in the jar, unpacked once into the data folder. */
final class Binaries {

    private static final String PREFIX = "postgresql-";

    private Binaries() {}

    /**
     * Unpacks the programs, unless exactly these already exist.
     *
     * @param folder to unpack into
     * @return the folder that holds {@code bin/postgres}
     */
    static Path unpackedIn(Path folder) throws IOException {
        URL archive = archive();
        URLConnection connection = archive.openConnection();
        connection.setUseCaches(false);
        Path programs = folder.resolve(
                PREFIX + Long.toHexString(31 * connection.getLastModified() + connection.getContentLengthLong()));
        if (!Files.exists(programs)) {
            Path unpacking = folder.resolve("unpacking");
            FileSystemUtils.deleteRecursively(unpacking);
            Files.createDirectory(
                    unpacking, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path unpackedBefore = besideTheJar().resolve(programs.getFileName());
            if (Files.isReadable(unpackedBefore.resolve("bin/postgres"))) {
                copy(unpackedBefore, unpacking);
            } else {
                try (InputStream in = connection.getInputStream()) {
                    unpack(in, unpacking);
                }
            }
            deleteOthers(folder);
            Files.move(unpacking, programs, StandardCopyOption.ATOMIC_MOVE);
        }
        return programs;
    }

    /** Where the training run left them, unpacked: unpacking takes a second. */
    private static Path besideTheJar() {
        return Path.of(System.getProperty("java.class.path", ""))
                .toAbsolutePath()
                .resolveSibling("programs");
    }

    private static void copy(Path from, Path into) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(file -> !file.equals(from)).toList()) {
                Path copy = into.resolve(from.relativize(file));
                Files.copy(file, copy, LinkOption.NOFOLLOW_LINKS);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
                }
            }
        }
    }

    private static URL archive() {
        boolean isMac =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        String architecture = System.getProperty("os.arch", "");
        String platform = (isMac ? "darwin" : "linux") + (architecture.equals("aarch64") ? "-arm_64" : "-x86_64");
        return Stream.of("", "-alpine_linux")
                .map(variant -> Binaries.class.getResource("/postgres-" + platform + variant + ".txz"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> StartRefused.because(
                        "this jar carries no PostgreSQL for %s: build it on this machine, or set THROUGHLINE_DATABASE_URL"
                                .formatted(platform)));
    }

    private static void unpack(InputStream compressed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(compressed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("entry outside of the archive: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, target);
                    boolean isProgram = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(isProgram ? "rwx------" : "rw-------"));
                }
            }
        }
    }

    private static void deleteOthers(Path folder) throws IOException {
        List<Path> others;
        try (Stream<Path> entries = Files.list(folder)) {
            others = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .toList();
        }
        for (Path other : others) {
            FileSystemUtils.deleteRecursively(other);
        }
    }
}
