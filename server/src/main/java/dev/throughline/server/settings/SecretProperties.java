package dev.throughline.server.settings;

import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Sources;
import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives every secret property its value: as configured, from the file that its {@code …-file} twin names, or made. */
final class SecretProperties {

    static final String API_TOKEN = "throughline.api-token";

    private static final List<String> OTHERS =
            List.of("throughline.database-password", "throughline.git.token", "throughline.reports.smtp-password");

    /** Made when they are not configured, and the names of their files. */
    private final Map<String, String> made;

    /** Those of the sources: each may have several values. */
    private final List<String> ofSources;

    private final ConfigurableEnvironment environment;
    private final Map<String, Object> values = new HashMap<>();

    SecretProperties(ConfigurableEnvironment environment, Sources sources) {
        this.environment = environment;
        this.made = made(sources);
        this.ofSources =
                sources.all().stream().map(SourceDescription::secretProperty).toList();
        Stream.of(ofSources, tokens(sources), List.of(API_TOKEN), OTHERS)
                .flatMap(List::stream)
                .forEach(this::readFile);
        publish();
        Stream.of(ofSources, List.of(API_TOKEN)).flatMap(List::stream).forEach(this::refuseCommas);
    }

    /** Credentials for the APIs of senders. */
    private static List<String> tokens(Sources sources) {
        return sources.all().stream()
                .flatMap(source -> Stream.of(sources.settings(source).getRecordComponents())
                        .filter(component -> component.getType() == ApiToken.class)
                        .map(component ->
                                source.prefix() + "." + DataObjectPropertyName.toDashedForm(component.getName())))
                .toList();
    }

    /** What is made at first start when it is not configured, with the name of its file. */
    static Map<String, String> made(Sources sources) {
        Map<String, String> made = new TreeMap<>();
        made.put(API_TOKEN, "api-token");
        sources.all().stream()
                .filter(source -> source.secret().isMade())
                .forEach(source -> made.put(source.secretProperty(), source.secretFile()));
        return made;
    }

    /** The key of the file that may hold a secret. */
    static String file(String property) {
        return property + "-file";
    }

    boolean isConfigured(String property) {
        return !environment.getProperty(property, "").isBlank();
    }

    /** Every secret that can be made is configured. */
    boolean areComplete() {
        return made.keySet().stream().allMatch(this::isConfigured);
    }

    MadeSecrets makeMissing(DataFolder folder) {
        Map<String, SecretFile> files = new HashMap<>();
        made.forEach((property, name) -> {
            if (!isConfigured(property)) {
                SecretFile file = SecretFile.readOrMake(folder, name);
                files.put(property, file);
                values.put(property, file.secret().reveal());
            }
        });
        publish();
        return new MadeSecrets(files);
    }

    private void readFile(String property) {
        String file = environment.getProperty(file(property), "");
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

    /** At least one of several values must be a secret. */
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
