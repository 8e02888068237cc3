package dev.throughline.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Sources;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The code, application.yml and docs/configuration.md know the same keys and the same defaults. Those of sources are in no file. */
class ConfigurationKeysTest {

    private static final Sources SOURCES = Sources.ofEachKind();
    private static final List<String> OF_EVERY_SOURCE = List.of("secret", "secret-file", "settings");
    private static final Path DOCUMENT = Path.of("../docs/configuration.md");

    @Test
    void knowsEveryKeyOfTheCode() {
        Set<String> ofCode =
                records().flatMap(ConfigurationKeysTest::keys).collect(Collectors.toCollection(TreeSet::new));
        ofCode.addAll(
                Set.of("api-token-file", "database-password-file", "git.token-file", "reports.smtp-password-file"));
        SOURCES.all().forEach(source -> {
            keys(SOURCES.settings(source), source.name()).forEach(ofCode::add);
            ofCode.add(source.name() + ".secret-file");
            Stream.of(SOURCES.settings(source).getRecordComponents())
                    .filter(component -> component.getType() == ApiToken.class)
                    .forEach(component -> ofCode.add(key(source.name(), component) + "-file"));
        });

        assertThat(new TreeSet<>(KnownKeys.load().keys())).isEqualTo(ofCode);
    }

    @Test
    void listsTheDefaultsOfTheCodeInApplicationYml() throws IOException {
        PropertySource<?> yml = new YamlPropertySourceLoader()
                .load("yml", new ClassPathResource("application.yml"))
                .getFirst();
        records().forEach(record -> {
            RecordComponent[] components = record.getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                String key = key(prefix(record), components[i]);
                assertThat(String.valueOf(yml.getProperty("throughline." + key)))
                        .as(key)
                        .isEqualTo(defaultValue(record, i));
            }
        });
    }

    @Test
    void documentsEveryKeyOnce() throws IOException {
        List<MatchResult> rows = Pattern.compile("^\\| `([a-z.-]+)` \\| `([A-Z_]+)` \\| [^|]*\\|", Pattern.MULTILINE)
                .matcher(Files.readString(DOCUMENT))
                .results()
                .toList();

        assertThat(rows).extracting(row -> row.group(1)).containsExactlyElementsOf(documented());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.group(2))
                        .isEqualTo("THROUGHLINE_"
                                + row.group(1).replaceAll("[.-]", "_").toUpperCase(Locale.ROOT)));
    }

    @Test
    void documentsTheDefaults() throws IOException {
        String document = Files.readString(DOCUMENT);
        PropertySource<?> yml = new YamlPropertySourceLoader()
                .load("yml", new ClassPathResource("application.yml"))
                .getFirst();
        for (String key : documented()) {
            String value = defaultOfSource(key).orElseGet(() -> String.valueOf(yml.getProperty("throughline." + key)));
            String expected = SecretProperties.made(SOURCES).containsKey("throughline." + key)
                    ? "| made at first start |"
                    : value.isEmpty() ? "| |" : "| `" + value + "` |";
            assertThat(document.lines().filter(line -> line.startsWith("| `" + key + "` ")))
                    .as(key)
                    .singleElement()
                    .asString()
                    .contains("` " + expected);
        }
    }

    /** What every source has is documented once. */
    @Test
    void documentsWhatEverySourceHas() throws IOException {
        assertThat(OF_EVERY_SOURCE)
                .allSatisfy(key -> assertThat(Files.readString(DOCUMENT))
                        .contains("| `<source>.%s` | `THROUGHLINE_<SOURCE>_%s`"
                                .formatted(key, key.replace('-', '_').toUpperCase(Locale.ROOT))));
    }

    private static List<String> documented() {
        return KnownKeys.load().keys().stream()
                .filter(key -> SOURCES.all().stream()
                        .noneMatch(source ->
                                OF_EVERY_SOURCE.stream().anyMatch(own -> key.equals(source.name() + "." + own))))
                .toList();
    }

    /** Empty for a key that is no source's. */
    private static Optional<String> defaultOfSource(String key) {
        for (SourceDescription source : SOURCES.all()) {
            Class<?> settings = SOURCES.settings(source);
            RecordComponent[] components = settings.getRecordComponents();
            for (int i = 0; i < components.length; i++) {
                if (key.equals(key(source.name(), components[i]))) {
                    return Optional.of(defaultValue(settings, i));
                }
            }
            if (key.equals(source.name() + ".secret-file") || key.equals(source.name() + ".token-file")) {
                return Optional.of("");
            }
        }
        return Optional.empty();
    }

    private static Stream<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("dev.throughline").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null));
    }

    private static Stream<String> keys(Class<?> record) {
        return keys(record, prefix(record));
    }

    private static Stream<String> keys(Class<?> record, String prefix) {
        return Arrays.stream(record.getRecordComponents()).map(component -> key(prefix, component));
    }

    private static String prefix(Class<?> record) {
        return MergedAnnotations.from(record)
                .get(ConfigurationProperties.class)
                .getString("prefix")
                .replaceFirst("^throughline\\.?", "");
    }

    private static String key(String prefix, RecordComponent component) {
        String name = component.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        return prefix.isEmpty() ? name : prefix + "." + name;
    }

    private static String defaultValue(Class<?> record, int component) {
        DefaultValue value =
                record.getDeclaredConstructors()[0].getParameters()[component].getAnnotation(DefaultValue.class);
        return value == null ? "" : String.join(",", value.value());
    }
}
