package dev.throughline.server.rehearsal;

import dev.throughline.collector.preview.Rehearsal;
import dev.throughline.collector.source.Sources;
import dev.throughline.server.cli.StartFailure;
import dev.throughline.server.settings.KnownKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The configuration of this process with another throughline.yml instead of its own. */
final class OtherEnvironment {

    private static final String FILE = "throughline.yml";
    private static final String DEFAULTS = "application.yml";

    /** It could leak a secret into an error. */
    private static final String PLACEHOLDER = "${";

    /** Files are read there. */
    private static final String DATA = "throughline.data";

    private OtherEnvironment() {}

    /** @throws Rehearsal.Wrong when it would not start */
    static ConfigurableEnvironment of(ConfigurableEnvironment environment, String file) {
        try {
            if (file.contains(PLACEHOLDER)) {
                throw new Rehearsal.Wrong("%s: what it says with %s…} is not looked up here; write the value itself"
                        .formatted(FILE, PLACEHOLDER));
            }
            List<PropertySource<?>> said = new YamlPropertySourceLoader()
                    .load(FILE, new ByteArrayResource(file.getBytes(StandardCharsets.UTF_8), FILE));
            ConfigurableEnvironment other = with(environment, said);
            KnownKeys.load(Sources.configured(other)).check(other);
            return other;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Rehearsal.Wrong e) {
            throw e;
        } catch (RuntimeException e) {
            throw StartFailure.explain(e)
                    .or(() -> e instanceof IllegalArgumentException
                            ? Optional.ofNullable(e.getMessage())
                            : Optional.empty())
                    .<RuntimeException>map(Rehearsal.Wrong::new)
                    .orElse(e);
        }
    }

    private static ConfigurableEnvironment with(ConfigurableEnvironment environment, List<PropertySource<?>> said) {
        ConfigurableEnvironment other = new StandardEnvironment();
        other.getPropertySources().forEach(source -> other.getPropertySources().remove(source.getName()));
        other.getPropertySources()
                .addFirst(new MapPropertySource("data", Map.of(DATA, environment.getProperty(DATA, "./data"))));
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source.getName().contains(FILE)) {
                continue;
            }
            if (source.getName().contains(DEFAULTS)) {
                said.reversed().forEach(other.getPropertySources()::addLast);
            }
            if (source instanceof EnumerablePropertySource<?>) {
                other.getPropertySources().addLast(source);
            }
        }
        said.reversed().stream()
                .filter(source -> !other.getPropertySources().contains(source.getName()))
                .forEach(other.getPropertySources()::addLast);
        return other;
    }
}
