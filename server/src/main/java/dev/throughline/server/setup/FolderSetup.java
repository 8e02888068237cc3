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

    /** The same as this machine reaches it, past any proxy. */
    String localUrl() {
        int port = environment.getProperty("local.server.port", Integer.class, settings.port());
        return settings.localUrl(port);
    }

    /** Where this source is to post. */
    String webhookUrl(SourceDescription source) {
        return baseUrl() + source.path();
    }

    /** Empty when the secret of this source was not made here. */
    Optional<SecretFile> secretFile(SourceDescription source) {
        return made.file(source.secretProperty());
    }

    /** Whether anybody set the secret of this source, or it was made. */
    boolean hasSecret(SourceDescription source) {
        return !environment.getProperty(source.secretProperty(), "").isBlank();
    }
}
