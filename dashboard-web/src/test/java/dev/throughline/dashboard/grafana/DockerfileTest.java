package dev.throughline.dashboard.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The container image is built out of a fresh clone, from fixed images, and from nothing that is not source. */
class DockerfileTest {

    /** PostgreSQL's second number is its patch. */
    static final String PINNED = "postgres:\\d+\\.\\d+|[\\w./-]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*";

    private static final Path ROOT = Path.of("..");
    private static final String MEASURES = "benchmarks";

    private final String dockerfile = Files.readString(ROOT.resolve("deploy/Dockerfile"));
    private final List<String> ignore = Files.readAllLines(ROOT.resolve(".dockerignore"));
    private final List<String> modules;

    DockerfileTest() throws IOException {
        modules = found("<module>([\\w-]+)</module>", Files.readString(ROOT.resolve("pom.xml")));
    }

    @Test
    void buildsWithAJdkAndRunsOnAJre() {
        assertThat(found("(?m)^FROM (\\S+)", dockerfile))
                .satisfiesExactly(
                        build -> assertThat(build).matches(PINNED).endsWith("-eclipse-temurin-25"),
                        run -> assertThat(run)
                                .matches(PINNED)
                                .startsWith("eclipse-temurin:25.")
                                .contains("-jre"));
    }

    @Test
    void downloadsWhatThePomsNameBeforeTheSourcesCome() {
        String poms = dockerfile.substring(0, dockerfile.indexOf("dependency:go-offline"));
        assertThat(poms).contains("COPY pom.xml ./\n").doesNotContain("COPY . .");
        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(module -> assertThat(poms).contains("COPY %s/pom.xml %s/\n".formatted(module, module)));
    }

    @Test
    void letsInPomsMainSourcesAndDocumentsOnly() {
        assertThat(ignore.stream().filter(line -> !line.startsWith("#")))
                .first()
                .isEqualTo("*");
        assertThat(ignore.stream().filter(line -> line.startsWith("!")))
                .allMatch(
                        line -> line.matches("!\\.mvn|!([\\w-]+/)?pom\\.xml|![\\w-]+/src/main|!docs/(adr/)?\\*\\.md"));
        assertThat(ignore).contains("!pom.xml", "!.mvn");
        assertThat(modules).isNotEmpty().allSatisfy(module -> {
            assertThat(ignore).contains("!%s/pom.xml".formatted(module));
            if (!module.equals(MEASURES)) {
                assertThat(ignore).contains("!%s/src/main".formatted(module));
            }
        });
    }

    @Test
    void runsAsAUserOfItsOwn() {
        assertThat(dockerfile).containsPattern("(?m)^USER throughline$");
    }

    /** They stand in one file. What an image started with otherwise would be measured by nobody. */
    @Test
    void startsJavaWithTheOptionsThatEverybodyTakes() throws IOException {
        assertThat(dockerfile)
                .contains("cp server/src/main/jvm/server.options /throughline/")
                .contains("ENTRYPOINT [\"java\", \"@/throughline/server.options\", ")
                .doesNotContain("-Xm", "-XX:+", "MaxRAM", "--enable-native-access");
        assertThat(Files.readString(ROOT.resolve("throughline")))
                .contains("options=$root/server/src/main/jvm/server.options\n")
                .contains("become \"@$options\" -- \"$@\"")
                .doesNotContain("-XX:+", "--enable-native-access");
        assertThat(Files.readAllLines(ROOT.resolve("server/src/main/jvm/server.options")))
                .filteredOn(line -> !line.startsWith("#"))
                .isNotEmpty()
                .allMatch(line -> line.matches("--?[^ ]+"));
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
