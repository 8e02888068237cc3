package dev.throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.collector.source.SourceDescription;
import dev.throughline.collector.source.Sources;
import dev.throughline.collector.source.Tells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A source is named in its own package and nowhere else, so that another one is a package and nothing more. Comments may name one as an
 * example. Migrations that are on main are not edited, and are left out.
 */
class SourceNamesTest {

    private static final String PROFILES =
            "a way to count that is called after the tool that counts so, not after its deliveries";
    private static final String STANDARD =
            "a standard that a source is called after; what is told by it may be any other";
    private static final String HOSTS =
            "the public hosts of git repositories, whose names stay short; no source is meant";

    private static final String SHAPE = "the shape of an API that is called after the tool whose clients read it";
    private static final String ADDRESSES =
            "where forges show a commit or the form of a webhook; it would better stand with each source's description";

    /** What may name one all the same, and why. */
    private static final String COMMENTS =
            "a command that writes comments at the forges, apart from what receives of them";

    private static final Map<String, String> MAY = Map.ofEntries(
            Map.entry(
                    "dev/throughline/server/transfer/",
                    "what comes without its sender names it: the host of a clone, the words of a merge, the rows of Four Keys"),
            Map.entry("dev/throughline/collector/cloudevents/", STANDARD),
            Map.entry("dev/throughline/collector/source/declared/", STANDARD),
            Map.entry("dev/throughline/collector/source/cdevents/", STANDARD),
            Map.entry(
                    "dev/throughline/collector/source/fourkeys/",
                    "a generator plays two senders, and what it makes up is kept under their names with a word behind"),
            Map.entry("dev/throughline/engine/fact/RepositoryId.java", HOSTS),
            Map.entry("dev/throughline/dashboard/compat/gitlab/", SHAPE),
            Map.entry("dev/throughline/server/security/CompatRoutes.java", SHAPE),
            Map.entry("dev/throughline/dashboard/page/docs/DocsPage.java", "the names of documents"),
            Map.entry("dev/throughline/dashboard/page/frame/Controls.java", PROFILES),
            Map.entry("dev/throughline/engine/metric/Profile.java", PROFILES),
            Map.entry("dev/throughline/engine/history/postgres/PartQuery.java", PROFILES),
            Map.entry("dev/throughline/dashboard/api/MetricsQuery.java", PROFILES),
            Map.entry("dev/throughline/dashboard/api/ScopeParameters.java", PROFILES),
            Map.entry("dev/throughline/dashboard/api/ExplainAnswer.java", PROFILES),
            Map.entry(
                    "dev/throughline/dashboard/api/MetricsAnswer.java",
                    PROFILES + "; and an example in the document of the API"));

    private static final Pattern JAVA_COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    private static final Pattern YAML_COMMENT = Pattern.compile("(?m)^\\s*#.*$");

    @ParameterizedTest
    @MethodSource("sources")
    void isNamedInItsOwnPackageAlone(SourceDescription source) {
        // a short one may be the end of another word
        Pattern name = Pattern.compile(
                "(?<![a-z])(" + Pattern.quote(source.name()) + "|" + Pattern.quote(source.title()) + ")",
                Pattern.CASE_INSENSITIVE);

        assertThat(files().filter(file -> !file.toString().contains("/collector/source/" + packageOf(source) + "/"))
                        .filter(file -> !file.endsWith("resources/sources/" + source.kind() + ".yml"))
                        .filter(file -> MAY.keySet().stream().noneMatch(file.toString()::contains))
                        .filter(file -> name.matcher(text(file)).find()))
                .isEmpty();
    }

    static List<SourceDescription> sources() {
        return Sources.ofEachKind().all();
    }

    /** What breaks the rule is found: every exception is one. */
    @Test
    void needsEveryException() {
        Pattern any = Pattern.compile("github|gitlab|grafana|cloudevents", Pattern.CASE_INSENSITIVE);
        assertThat(MAY.keySet())
                .allSatisfy(path -> assertThat(
                                files().filter(file -> file.toString().contains(path)))
                        .as(path)
                        .anyMatch(file -> any.matcher(text(file)).find()));
    }

    @Test
    void isListedInTheDocumentation() throws IOException {
        assertThat(Pattern.compile("(?m)^\\| `[a-z0-9-]+` \\| (made|issued) \\| [a-z, ]+ \\|$")
                        .matcher(Files.readString(Path.of("../docs/sources.md")))
                        .results()
                        .map(MatchResult::group))
                .containsExactlyElementsOf(sources().stream()
                        .map(source -> "| `%s` | %s | %s |"
                                .formatted(
                                        source.name(),
                                        source.secret().isMade() ? "made" : "issued",
                                        source.tells().stream()
                                                .sorted()
                                                .map(Tells::word)
                                                .collect(Collectors.joining(", "))))
                        .toList());
    }

    private static String packageOf(SourceDescription source) {
        return source.kind().replace("-", "");
    }

    private static Stream<Path> files() {
        return Stream.of("collector", "dashboard-web", "metrics-engine", "server")
                .map(module -> Path.of("..", module, "src/main"))
                .flatMap(SourceNamesTest::filesBelow)
                .filter(file -> file.toString().matches(".*\\.(java|html|js|css|yml|properties|factories)"));
    }

    private static Stream<Path> filesBelow(Path folder) {
        try {
            return Files.walk(folder).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            Pattern comment = file.toString().endsWith(".java") ? JAVA_COMMENT : YAML_COMMENT;
            return file.toString().matches(".*\\.(java|yml)")
                    ? comment.matcher(text).replaceAll("")
                    : text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
