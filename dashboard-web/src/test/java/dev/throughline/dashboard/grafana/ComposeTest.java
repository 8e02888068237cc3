package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose.yml promises: it starts as it is, stays on this machine, and has a default for no secret. */
class ComposeTest {

    private static final Path ROOT = Path.of("..");
    private static final String MAKER = "secrets";
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(\\w+)([^}]*)}");
    private static final Pattern FILE = Pattern.compile("/secrets/([a-z-]+)|\\$\\$__file\\{/secrets/([a-z-]+)}");

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
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(volume -> assertThat(ROOT.resolve(volume.substring(0, volume.indexOf(':'))))
                        .exists());
        assertThat(ROOT.resolve("deploy/postgres/init.sh")).isExecutable();
        assertThat(ROOT.resolve("grafana/fill.sh")).isExecutable();
    }

    @Test
    void publishesPortsOnLoopbackOnly() {
        assertThat(all("ports")).hasSize(3).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    void pinsEveryImageToAPatch() {
        assertThat(services).allSatisfy((name, service) -> {
            if (service.containsKey("build")) {
                assertThat(service).doesNotContainKey("image");
            } else {
                assertThat(String.valueOf(service.get("image"))).matches(DockerfileTest.PINNED);
            }
        });
    }

    @Test
    void needsNoVariableAndMentionsEachInItsExample() throws IOException {
        String example = Files.readString(ROOT.resolve("deploy/compose.env.example"));
        assertThat(VARIABLE.matcher(text).results()).hasSize(9).allSatisfy(variable -> {
            assertThat(variable.group(2)).isEqualTo(":-");
            assertThat(example).containsPattern("(?m)^" + variable.group(1) + "=$");
        });
    }

    @Test
    void showsSecretsToTheirMakerOnlyAndToTheOthersAsFiles() {
        assertThat(environment(MAKER))
                .hasSize(6)
                .allSatisfy((name, value) -> assertThat(value).isEqualTo("${%s:-}", name));
        others().forEach(service -> assertThat(environment(service)).allSatisfy((name, value) -> {
            if (name.matches(".*(PASSWORD|SECRET|TOKEN).*")) {
                assertThat(value).matches(FILE);
            }
        }));
    }

    @Test
    void readsEachSecretThatIsMadeAndNoOther() throws IOException {
        Matcher kept = Pattern.compile("(?m)^keep ([a-z-]+) \"\\$\\{(\\w+):-}\"")
                .matcher(Files.readString(ROOT.resolve("deploy/secrets/make.sh")));
        List<MatchResult> secrets = kept.results().toList();
        assertThat(secrets)
                .extracting(secret -> secret.group(2))
                .containsExactlyInAnyOrderElementsOf(environment(MAKER).keySet());
        assertThat(secrets.stream().map(secret -> secret.group(1)))
                .containsExactlyInAnyOrderElementsOf(others().flatMap(service -> environment(service).values().stream())
                        .map(FILE::matcher)
                        .filter(Matcher::matches)
                        .map(read -> read.group(1) == null ? read.group(2) : read.group(1))
                        .distinct()
                        .toList());
    }

    @Test
    void makesTheSecretsBeforeAnyServiceThatReadsThem() {
        assertThat(others().filter(service -> list(service, "volumes").anyMatch("secrets:/secrets:ro"::equals)))
                .containsExactlyInAnyOrder("postgres", "throughline", "grafana")
                .allSatisfy(service -> assertThat(map(service, "depends_on"))
                        .containsEntry(MAKER, Map.of("condition", "service_completed_successfully")));
        assertThat(list(MAKER, "volumes")).contains("secrets:/secrets");
        assertThat(services.get(MAKER))
                .containsEntry("network_mode", "none")
                .doesNotContainKeys("restart", "healthcheck", "ports");
    }

    @Test
    void watchesTheHealthOfEachServiceThatStays() {
        assertThat(others()).containsExactlyInAnyOrder("postgres", "throughline", "prometheus", "grafana");
        assertThat(others())
                .allSatisfy(service -> assertThat(services.get(service))
                        .containsKey("healthcheck")
                        .containsEntry("restart", "unless-stopped"));
    }

    private Stream<String> others() {
        return services.keySet().stream().filter(service -> !service.equals(MAKER));
    }

    private Stream<String> all(String key) {
        return services.keySet().stream().flatMap(service -> list(service, key));
    }

    private Stream<String> list(String service, String key) {
        return services.getOrDefault(service, Map.of()).get(key) instanceof List<?> list
                ? list.stream().map(Object::toString)
                : Stream.of();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String service, String key) {
        return (Map<String, Object>) services.getOrDefault(service, Map.of()).getOrDefault(key, Map.of());
    }

    private Map<String, String> environment(String service) {
        return map(service, "environment").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }
}
