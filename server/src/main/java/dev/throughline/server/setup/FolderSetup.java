package dev.throughline.server.setup;

import dev.throughline.collector.source.SourceDescription;
import dev.throughline.server.settings.MadeSecrets;
import dev.throughline.server.settings.SecretFile;
import dev.throughline.server.settings.Settings;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** How to connect a source to this installation, as far as the data folder and the configuration know. */
final class FolderSetup {

    private final Settings settings;
    private final MadeSecrets made;
    private final Environment environment;

    FolderSetup(Settings settings, MadeSecrets made, Environment environment) {
        this.settings = settings;
        this.made = made;
        this.environment = environment;
    }

    /** Without a path, e.g. {@code http://127.0.0.1:8080}. Known once the server listens. */
    String baseUrl() {
        return settings.url() != null ? settings.url() : localUrl();
    }

    /** The address on this machine, bypassing any proxy. */
    String localUrl() {
        int port = environment.getProperty("local.server.port", Integer.class, settings.port());
        return settings.localUrl(port);
    }

    /** Where this source posts. */
    String webhookUrl(SourceDescription source) {
        return baseUrl() + source.path();
    }

    /** Empty when the secret of this source was not made here. */
    Optional<SecretFile> secretFile(SourceDescription source) {
        return made.file(source.secretProperty());
    }

    /** Whether the secret of this source was configured or made. */
    boolean hasSecret(SourceDescription source) {
        return !environment.getProperty(source.secretProperty(), "").isBlank();
    }
}
