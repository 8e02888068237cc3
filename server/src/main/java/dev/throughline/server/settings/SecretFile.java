package dev.throughline.server.settings;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** A secret made here, kept in the data folder for its owner only. Survives restarts. */
public final class SecretFile {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final Secret secret;

    private SecretFile(Path path, Secret secret) {
        this.path = path;
        this.secret = secret;
    }

    /**
     * Reads the secret, or makes one of 32 random bytes. Safe against another process that does the same.
     *
     * @param name of the file
     */
    public static SecretFile readOrMake(DataFolder folder, String name) {
        Path secrets = folder.folder("secrets");
        Path path = secrets.resolve(name);
        try (FileChannel mutex =
                FileChannel.open(secrets.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            mutex.lock();
            if (!Files.exists(path)) {
                Path made = secrets.resolve(name + ".new");
                Files.deleteIfExists(made);
                Files.createFile(made, OWNER_ONLY);
                Files.writeString(made, random() + "\n");
                Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
            }
            String text = Files.readString(path).strip();
            if (text.isEmpty()) {
                throw StartRefused.because("%s is empty: delete it and a new secret is made".formatted(path));
            }
            return new SecretFile(path, Secret.of(text));
        } catch (IOException e) {
            throw StartRefused.because("cannot keep a secret in %s: %s".formatted(path, e.getMessage()));
        }
    }

    public Path path() {
        return path;
    }

    public Secret secret() {
        return secret;
    }

    /** The secret on the first call ever, restarts included; afterwards empty. */
    public Optional<Secret> revealOnce() {
        try {
            Files.createFile(path.resolveSibling(path.getFileName() + ".shown"), OWNER_ONLY);
            return Optional.of(secret);
        } catch (FileAlreadyExistsException shown) {
            return Optional.empty();
        } catch (IOException e) {
            // not shown rather than shown twice: the file itself stays readable for its owner
            return Optional.empty();
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
