package dev.throughline.server.settings;

import dev.throughline.collector.backfill.ApiAddress;
import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.comment.CommentApi;
import dev.throughline.collector.source.Sources;
import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * What the configuration says about this installation, for a command that starts no server: the same variables, arguments and
 * throughline.yml that a server in this folder would be started with.
 *
 * @param configuredToken the API token, if configured; otherwise the data folder may have one
 * @param forges how to call the API of each forge that supports comments
 */
public record Installation(Settings settings, Optional<Secret> configuredToken, Map<CommentApi, ForgeAccess> forges) {

    /**
     * How to call a forge.
     *
     * @param api address of its API, or of the instance
     * @param token none if none is configured
     */
    public record ForgeAccess(URI api, ApiToken token) {

        static ForgeAccess of(CommentApi api, Environment environment) {
            String key = "throughline." + api.traits().name() + ".api-url";
            String url = environment.getProperty(key, "");
            try {
                return new ForgeAccess(
                        ApiAddress.of(key, url.isBlank() ? api.usualAddress() : url),
                        ApiToken.of(environment.getProperty(
                                "throughline." + api.traits().name() + ".token", "")));
            } catch (IllegalArgumentException e) {
                throw StartRefused.because(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Reads the configuration and changes nothing.
     *
     * @param arguments for Spring, e.g. {@code --throughline.port=9000}
     */
    public static Installation configured(String... arguments) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        ConfigurationPropertySources.attach(environment);
        Sources sources = Preflight.sources(environment);
        KnownKeys.load(sources).check(environment);
        var secrets = new SecretProperties(environment, sources);
        Settings settings = Binder.get(environment).bindOrCreate("throughline", Settings.class);
        return new Installation(
                settings,
                secrets.isConfigured(SecretProperties.API_TOKEN)
                        ? Optional.of(Secret.of(environment.getRequiredProperty(SecretProperties.API_TOKEN)))
                        : Optional.empty(),
                sources.comments().stream()
                        .collect(Collectors.toUnmodifiableMap(api -> api, api -> ForgeAccess.of(api, environment))));
    }

    /** Where a server of this installation listens on this machine; empty when the system chooses its port. */
    public Optional<URI> address() {
        return settings.port() == 0 ? Optional.empty() : Optional.of(URI.create(settings.localUrl(settings.port())));
    }

    /** Where its data lies. */
    public Path data() {
        return Path.of(settings.data()).toAbsolutePath().normalize();
    }

    /** The token for writing: as configured, otherwise as made by a server. Empty when no server was ever started here. */
    public Optional<String> token() {
        Path made = data().resolve("secrets").resolve("api-token");
        if (configuredToken.isPresent()) {
            return configuredToken.map(Secret::first);
        }
        try {
            return Files.exists(made)
                    ? Optional.of(Files.readString(made).strip()).filter(text -> !text.isEmpty())
                    : Optional.empty();
        } catch (IOException e) {
            throw StartRefused.because(
                    "cannot read the API token in %s: permission denied, or not a file".formatted(made));
        }
    }
}
