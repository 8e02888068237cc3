package dev.throughline.server.settings;

import java.util.Map;
import java.util.Optional;

/** The secrets that nobody configured and that were therefore made here, by property name. */
public record MadeSecrets(Map<String, SecretFile> files) {

    public MadeSecrets {
        files = Map.copyOf(files);
    }

    /** @param property e.g. {@code throughline.github.secret} */
    public Optional<SecretFile> file(String property) {
        return Optional.ofNullable(files.get(property));
    }
}
