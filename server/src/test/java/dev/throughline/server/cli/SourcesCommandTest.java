package dev.throughline.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesCommandTest {

    private static final String FILE = """
            title: Rocket CI
            tells: [deployments]
            authentication: {token: {header: X-Token}}
            map: |
              status = "done" ? {"deployments": [{"service": app, "id": run, "environment": "production", "sha": sha,
                "finished_at": at, "ref": $headers.`x-ref`}]} : {"ignored": "it is not done"}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void saysThatAFileIsRight() throws IOException {
        assertThat(check(file("rocket.yml", FILE))).isZero();
        assertThat(out.toString(UTF_8))
                .endsWith("rocket.yml: all is well. Rocket CI tells of deployments and posts to /webhooks/rocket\n");
    }

    @Test
    void showsWhatABodyBecomes() throws IOException {
        String body = file("body.json", """
                {"status": "done", "app": "acme/till", "run": 7, "sha": "%s", "at": "2026-03-30T13:00:00Z"}""".formatted("a".repeat(40)));
        assertThat(check(file("rocket.yml", FILE), body, "-H", "X-Ref: main")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("\"fact\" : \"deployment\"", "\"ref\" : \"main\"", "\"fact\" : \"deployment_status\"");
    }

    /** Whoever follows the documentation alone has a source at its end. */
    @Test
    void takesTheExampleOfTheDocumentation() throws IOException {
        String document = Files.readString(Path.of("../docs/sources.md"));
        String rocket = file("rocket.yml", block(document, "Then `sources/rocket.yml` is:"));
        String body = file("body.json", block(document, "in the header `X-Rocket-Token`:"));
        assertThat(check(rocket, body)).as("%s", err).isZero();
        assertThat(out.toString(UTF_8)).contains("Rocket tells of deployments", "\"fact\" : \"deployment\"");
    }

    /** The indented lines behind a sentence. */
    private static String block(String document, String sentence) {
        return document.substring(document.indexOf(sentence))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4) + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void saysWhyABodyTellsNothing() throws IOException {
        assertThat(check(file("rocket.yml", FILE), file("body.json", "{}"))).isZero();
        assertThat(out.toString(UTF_8)).endsWith("It tells nothing: it is not done\n");
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        String wrong = file("rocket.yml", FILE.replace("tells", "tels").replace("X-Token", "X Token"));
        assertThat(check(wrong)).isOne();
        assertThat(err.toString(UTF_8).lines())
                .contains(wrong + ":2:1: 'tels' is not a known key")
                .contains(wrong + ":3:34: 'X Token' is no name of a header");
        assertThat(check(file("rocket.yml", FILE), file("body.json", "{\"status\": \"done\"}")))
                .isOne();
        assertThat(err.toString(UTF_8)).contains("body.json: deployments[0].service should be");
        assertThat(check(folder.resolve("missing.yml").toString())).isOne();
    }

    @Test
    void saysHowItIsUsed() throws IOException {
        String right = file("rocket.yml", FILE);
        assertThat(Stream.of(
                        List.<String>of(),
                        List.of("check"),
                        List.of("chek", right),
                        List.of("check", right, right, right),
                        List.of("check", right, "-H"),
                        List.of("check", right, "-H", "nothing")))
                .allSatisfy(arguments -> assertThat(command().run(arguments)).isEqualTo(2));
        assertThat(err.toString(UTF_8)).contains("usage: sources check FILE [BODY]");
    }

    private int check(String... arguments) {
        return command()
                .run(Stream.concat(Stream.of("check"), Stream.of(arguments)).toList());
    }

    private SourcesCommand command() {
        return new SourcesCommand(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Clock.fixed(Instant.parse("2026-03-30T14:00:00Z"), ZoneOffset.UTC));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
