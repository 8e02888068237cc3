package dev.throughline.server.settings;

import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives every secret property its value: as configured, out of the file that its {@code …-file} twin names, or made. */
final class SecretProperties {

    /** Made at first start when not configured, and the name of the file. */
    static final Map<String, String> MADE =
            Map.of("throughline.github.secret", "github-webhook", "throughline.api-token", "api-token");

    private static final List<String> FROM_FILE = List.of(
            "throughline.github.secret",
            "throughline.api-token",
            "throughline.database-password",
            "throughline.git.token");

    private final ConfigurableEnvironment environment;
    private final Map<String, Object> values = new HashMap<>();

    SecretProperties(ConfigurableEnvironment environment) {
        this.environment = environment;
        FROM_FILE.forEach(this::readFile);
        publish();
        MADE.keySet().forEach(this::refuseCommas);
    }

    boolean isConfigured(String property) {
        return !environment.getProperty(property, "").isBlank();
    }

    /** Every secret that can be made is configured. */
    boolean areComplete() {
        return MADE.keySet().stream().allMatch(this::isConfigured);
    }

    MadeSecrets makeMissing(DataFolder folder) {
        Map<String, SecretFile> made = new HashMap<>();
        MADE.forEach((property, name) -> {
            if (!isConfigured(property)) {
                SecretFile file = SecretFile.readOrMake(folder, name);
                made.put(property, file);
                values.put(property, file.secret().reveal());
            }
        });
        publish();
        return new MadeSecrets(made);
    }

    private void readFile(String property) {
        String file = environment.getProperty(property + "-file", "");
        if (file.isBlank()) {
            return;
        }
        String variable = StartRefused.variable(property);
        if (isConfigured(property)) {
            throw StartRefused.because("%s and %s_FILE are both set: set one".formatted(variable, variable));
        }
        String text = read(variable, Path.of(file));
        values.put(
                property,
                text.strip()
                        .lines()
                        .map(String::strip)
                        .reduce((a, b) -> a + "," + b)
                        .orElseThrow(() -> StartRefused.because("%s_FILE: %s is empty".formatted(variable, file))));
    }

    /** Of several values at least one is to be a secret. */
    private void refuseCommas(String property) {
        if (environment.getProperty(property, "").strip().matches("[,\\s]*,[,\\s]*")) {
            throw StartRefused.because(
                    "%s has nothing between its commas: it must be a secret, or several separated by commas"
                            .formatted(StartRefused.variable(property)));
        }
    }

    private static String read(String variable, Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw StartRefused.because("%s_FILE: %s is not text".formatted(variable, file));
        } catch (IOException e) {
            throw StartRefused.because("%s_FILE: cannot read %s".formatted(variable, file));
        }
    }

    private void publish() {
        environment.getPropertySources().remove("secrets");
        environment.getPropertySources().addFirst(new MapPropertySource("secrets", Map.copyOf(values)));
    }
}
