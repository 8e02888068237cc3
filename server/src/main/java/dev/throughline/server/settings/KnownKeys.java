package dev.throughline.server.settings;

import dev.throughline.collector.backfill.ApiToken;
import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Sources;
import dev.throughline.server.cli.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Every configuration key there is: those that application.yml lists, and those of each source. Any other one is a mistake and stops
 * the start.
 */
public final class KnownKeys {

    static final String FILE = "throughline.yml";
    private static final String PREFIX = "throughline.";

    /** It would count as no rule at all. */
    private static final Pattern LISTED_RULE = Pattern.compile("^throughline\\.services\\[\\d+]\\.deployments\\[");

    private final Set<String> keys;
    private final Set<String> collections;

    private KnownKeys(Set<String> keys, Set<String> collections) {
        this.keys = keys;
        this.collections = collections;
    }

    /** The keys known before anything is configured: with one source of each kind. */
    public static KnownKeys load() {
        return load(Sources.ofEachKind());
    }

    public static KnownKeys load(Sources sources) {
        Set<String> keys = new LinkedHashSet<>(Listed.KEYS.keys);
        Set<String> collections = new LinkedHashSet<>(Listed.KEYS.collections);
        Set<String> others = Set.copyOf(keys);
        for (SourceDescription source : sources.all()) {
            if (others.stream().anyMatch(key -> key.startsWith(source.name() + "."))) {
                throw StartRefused.because(
                        "throughline.sources: '%s' cannot be the name of a source, for other keys begin so"
                                .formatted(source.name()));
            }
            add(source, sources.settings(source), keys, collections);
        }
        return new KnownKeys(keys, collections);
    }

    private static void add(
            SourceDescription source, Class<? extends Record> settings, Set<String> keys, Set<String> collections) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String property = source.prefix() + "." + DataObjectPropertyName.toDashedForm(component.getName());
            keys.add(property.substring(PREFIX.length()));
            if (property.equals(source.secretProperty()) || component.getType() == ApiToken.class) {
                keys.add(SecretProperties.file(property).substring(PREFIX.length()));
            }
            if (Collection.class.isAssignableFrom(component.getType())
                    || Map.class.isAssignableFrom(component.getType())) {
                collections.add(uniform(property));
            }
        }
    }

    /** Without the prefix, e.g. {@code api-token}, in the order of application.yml, then source by source. */
    public Set<String> keys() {
        return keys;
    }

    /** Refuses a variable, argument or line of throughline.yml that sets nothing. */
    public void check(ConfigurableEnvironment environment) {
        Set<String> uniform = keys.stream().map(key -> uniform(PREFIX + key)).collect(Collectors.toSet());
        for (PropertySource<?> source : environment.getPropertySources()) {
            boolean isFile = source.getName().contains(FILE);
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (LISTED_RULE.matcher(name).find()) {
                        throw StartRefused.because("%s%s: a service has one rule of what deploys it, not a list"
                                .formatted(name, isFile ? " in " + FILE : ""));
                    }
                    boolean isOurs = isFile || name.startsWith(PREFIX) || name.startsWith("THROUGHLINE_");
                    if (isOurs && !uniform.contains(uniform(name)) && !isInCollection(name)) {
                        throw StartRefused.because("unknown key %s%s: docs/configuration.md lists every key"
                                .formatted(name, isFile ? " in " + FILE : ""));
                    }
                }
            }
        }
    }

    private boolean isInCollection(String name) {
        return collections.stream().anyMatch(uniform(name)::startsWith);
    }

    /** The same for {@code throughline.api-token} and {@code THROUGHLINE_API_TOKEN}, as Spring Boot sees them. */
    private static String uniform(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** Those of application.yml, read once. */
    private static final class Listed {

        private static final KnownKeys KEYS = read();

        private static KnownKeys read() {
            Set<String> keys = new LinkedHashSet<>();
            Set<String> collections = new LinkedHashSet<>();
            try {
                for (PropertySource<?> source :
                        new YamlPropertySourceLoader().load("keys", new ClassPathResource("application.yml"))) {
                    for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                        if (name.startsWith(PREFIX)) {
                            keys.add(name.substring(PREFIX.length()));
                            if ("".equals(source.getProperty(name))) {
                                collections.add(uniform(name));
                            }
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new KnownKeys(keys, collections);
        }
    }
}
