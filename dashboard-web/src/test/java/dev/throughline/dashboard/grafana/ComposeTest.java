package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml promises: its files exist, its ports stay on this machine, its secrets have no default. */
class ComposeTest {

    private static final Path ROOT = Path.of("..");

    private final String text;
    private final Map<String, Map<String, Object>> services;

    ComposeTest() throws IOException {
        text = Files.readString(ROOT.resolve("docker-compose.yml"));
        Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(text);
        services = compose.getOrDefault("services", Map.of());
    }

    @Test
    void mountsFilesThatExist() {
        assertThat(all("volumes").filter(volume -> volume.startsWith(".")))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(volume -> assertThat(ROOT.resolve(volume.substring(0, volume.indexOf(':'))))
                        .exists());
        assertThat(ROOT.resolve("deploy/Dockerfile")).exists();
        assertThat(ROOT.resolve("deploy/postgres/init.sh")).isExecutable();
    }

    @Test
    void publishesPortsOnLoopbackOnly() {
        assertThat(all("ports")).hasSize(3).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    void hasADefaultForNoSecretAndMentionsEachInItsExample() throws IOException {
        String example = Files.readString(ROOT.resolve("deploy/compose.env.example"));
        Matcher variables = Pattern.compile("\\$\\{(\\w+)([^}]*)}").matcher(text);
        assertThat(variables.results()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(variable -> {
            assertThat(variable.group(2)).startsWith(":?");
            assertThat(example).containsPattern("(?m)^" + variable.group(1) + "=$");
        });
    }

    @Test
    void watchesTheHealthOfEachService() {
        assertThat(services.keySet()).containsExactlyInAnyOrder("postgres", "throughline", "prometheus", "grafana");
        assertThat(services.values()).allSatisfy(service -> assertThat(service).containsKey("healthcheck"));
    }

    private Stream<String> all(String key) {
        return services.values().stream()
                .flatMap(service -> service.get(key) instanceof List<?> list ? list.stream() : Stream.of())
                .map(Object::toString);
    }
}
