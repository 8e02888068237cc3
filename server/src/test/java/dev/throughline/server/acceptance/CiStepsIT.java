package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The steps of docs/ci.md, as they stand there, each run with the variables that its CI sets. */
class CiStepsIT {

    private static final Path PAGE = Path.of("../docs/ci.md");
    private static final String SHA = "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece";
    private static final Pattern SECTION = Pattern.compile("(?m)^## (.+)\\n((?:(?!^## ).*\\n?)*)");
    private static final Pattern GROOVY_SHELL = Pattern.compile("(?s)sh '''\\n(.*?)'''");

    /** Where a step has its shell. */
    private static final List<String> SHELLS = List.of("run", "bash", "command", "after_script", "after-script");

    private static final FullServer SERVER = FullServer.shared();

    private static final Map<String, String> OURS =
            Map.of("THROUGHLINE_URL", SERVER.address().toString(), "THROUGHLINE_TOKEN", "token");

    static Stream<Arguments> steps() {
        return Stream.of(
                step(
                        "GitHub Actions",
                        "bash",
                        "ci-steps/actions",
                        "4711-2",
                        "https://github.com/ci-steps/actions/actions/runs/4711",
                        Map.of(
                                "GITHUB_REPOSITORY", "ci-steps/actions",
                                "GITHUB_RUN_ID", "4711",
                                "GITHUB_RUN_ATTEMPT", "2",
                                "GITHUB_SHA", SHA,
                                "GITHUB_SERVER_URL", "https://github.com"),
                        Map.of("OUTCOME", "success"),
                        Map.of("OUTCOME", "cancelled"),
                        "cancelled"),
                step(
                        "GitLab CI",
                        "sh",
                        "ci-steps/web/gitlab",
                        "1337",
                        "https://gitlab.example.com/ci-steps/web/gitlab/-/jobs/1337",
                        Map.of(
                                "CI_PROJECT_PATH", "ci-steps/web/gitlab",
                                "CI_JOB_ID", "1337",
                                "CI_ENVIRONMENT_NAME", "production",
                                "CI_COMMIT_SHA", SHA,
                                "CI_JOB_STARTED_AT", "2026-03-30T13:00:00Z",
                                "CI_JOB_URL", "https://gitlab.example.com/ci-steps/web/gitlab/-/jobs/1337"),
                        Map.of("CI_JOB_STATUS", "success"),
                        Map.of("CI_JOB_STATUS", "canceled"),
                        "cancelled"),
                step(
                        "Jenkins",
                        "sh",
                        "ci-steps/jenkins",
                        "jenkins-shop-deploy-12",
                        "https://jenkins.example.com/job/shop/12/",
                        Map.of(
                                "BUILD_TAG", "jenkins-shop-deploy-12",
                                "GIT_COMMIT", SHA,
                                "GIT_URL", "git@github.com:ci-steps/jenkins.git",
                                "BUILD_URL", "https://jenkins.example.com/job/shop/12/"),
                        Map.of("RESULT", "UNSTABLE"),
                        Map.of("RESULT", "ABORTED", "GIT_URL", "https://git.example.com/ci-steps/jenkins"),
                        "cancelled"),
                step(
                        "Azure Pipelines",
                        "bash",
                        "ci-steps/azure",
                        "88/Deploy/1",
                        "https://dev.azure.com/acme/6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c/_build/results?buildId=88",
                        Map.of(
                                "BUILD_REPOSITORY_NAME", "ci-steps/azure",
                                "BUILD_BUILDID", "88",
                                "SYSTEM_STAGENAME", "Deploy",
                                "SYSTEM_STAGEATTEMPT", "1",
                                "BUILD_SOURCEVERSION", SHA,
                                "SYSTEM_COLLECTIONURI", "https://dev.azure.com/acme/",
                                "SYSTEM_TEAMPROJECTID", "6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c"),
                        Map.of("AGENT_JOBSTATUS", "SucceededWithIssues"),
                        Map.of("AGENT_JOBSTATUS", "Failed"),
                        "failure"),
                step(
                        "Bitbucket Pipelines",
                        "bash",
                        "ci-steps/bitbucket",
                        "31/production/1",
                        "https://bitbucket.org/ci-steps/bitbucket/pipelines/results/31",
                        Map.of(
                                "BITBUCKET_REPO_FULL_NAME", "ci-steps/bitbucket",
                                "BITBUCKET_BUILD_NUMBER", "31",
                                "BITBUCKET_DEPLOYMENT_ENVIRONMENT", "production",
                                "BITBUCKET_COMMIT", SHA),
                        Map.of("BITBUCKET_EXIT_CODE", "0"),
                        Map.of("BITBUCKET_EXIT_CODE", "137"),
                        "failure"),
                step(
                        "Harness",
                        "sh",
                        "ci-steps/harness",
                        "uGkGzkTdQHqkW3YJ",
                        "https://app.harness.io/ng/account/a/executions/uGkGzkTdQHqkW3YJ",
                        Map.of(
                                "SERVICE", "ci-steps/harness",
                                "COMMIT", SHA,
                                "RUN", "uGkGzkTdQHqkW3YJ",
                                "PAGE", "https://app.harness.io/ng/account/a/executions/uGkGzkTdQHqkW3YJ"),
                        Map.of(),
                        Map.of(),
                        "success"));
    }

    /**
     * A step.
     *
     * @param variables that the CI sets, or the step itself
     * @param good more of them, of a job that succeeded
     * @param bad the same of one that did not
     */
    private static Arguments step(
            String section,
            String shell,
            String service,
            String id,
            String url,
            Map<String, String> variables,
            Map<String, String> good,
            Map<String, String> bad,
            String outcome) {
        return Arguments.of(section, shell, service, id, url, variables, good, bad, outcome);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void reportsWhatTheJobDeployed(
            String section,
            String shell,
            String service,
            String id,
            String url,
            Map<String, String> variables,
            Map<String, String> good,
            Map<String, String> bad,
            String outcome)
            throws Exception {
        String script = script(section);
        run(shell, script, all(variables, bad));
        JsonNode deployment = only("deployments", service);
        assertThat(deployment.path("outcome").asString()).isEqualTo(outcome);

        // the same run again, and now it worked
        run(shell, script, all(variables, good));
        deployment = only("deployments", service);
        assertThat(deployment.path("outcome").asString()).isEqualTo("success");
        assertThat(deployment.path("external_id").asString()).isEqualTo(id);
        assertThat(deployment.path("environment").asString()).isEqualTo("production");
        assertThat(deployment.path("sha").asString()).isEqualTo(SHA);
        assertThat(deployment.path("url").asString()).isEqualTo(url);
        assertThat(Instant.parse(deployment.path("finished_at").asString()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
    }

    @Test
    void reportsAnIncidentAndItsEnd() throws Exception {
        String script = script("Incidents");
        Map<String, String> variables = Map.of(
                "SERVICE", "ci-steps/incidents",
                "INCIDENT", "INC-12",
                "OPENED_AT", "2026-03-30T13:00:00Z",
                "TITLE", "No checkout");
        run("sh", script, all(variables, Map.of()));
        assertThat(only("incidents", "ci-steps/incidents").path("resolved_at").isNull())
                .isTrue();
        run("sh", script, all(variables, Map.of("RESOLVED_AT", "2026-03-30T14:00:00Z")));
        JsonNode incident = only("incidents", "ci-steps/incidents");
        assertThat(incident.path("opened_at").asString()).isEqualTo("2026-03-30T13:00:00Z");
        assertThat(incident.path("resolved_at").asString()).isEqualTo("2026-03-30T14:00:00Z");
        assertThat(incident.path("title").asString()).isEqualTo("No checkout");
    }

    @Test
    void failsWhereNothingWasReported() throws Exception {
        Map<String, String> variables =
                all(Map.of("SERVICE", "ci-steps/none", "INCIDENT", "1", "OPENED_AT", "soon", "TITLE", "x"), Map.of());
        assertThat(process("sh", script("Incidents"), variables).waitFor()).isNotZero();
    }

    @Test
    void hasAStepForEachThatIsRun() throws IOException {
        assertThat(sections().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(steps().map(step -> (String) step.get()[0]), Stream.of("Incidents"))
                                .toList());
    }

    private static JsonNode only(String list, String service) {
        SERVER.settle();
        List<JsonNode> items = SERVER.items("/api/v1/" + list + "?service=" + FullServer.encode(service));
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private static Map<String, String> all(Map<String, String> variables, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(OURS);
        all.putAll(variables);
        all.putAll(more);
        return all;
    }

    private static void run(String shell, String script, Map<String, String> variables) throws Exception {
        Process process = process(shell, script, variables);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    /** A variable that is not set is a mistake, and a command that fails is the end. */
    private static Process process(String shell, String script, Map<String, String> variables) throws IOException {
        var builder = new ProcessBuilder(shell, "-eu", "-c", script).redirectErrorStream(true);
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().putAll(variables);
        return builder.start();
    }

    private static Map<String, String> sections() throws IOException {
        return SECTION.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap((MatchResult section) -> section.group(1), section -> section.group(2)));
    }

    private static String script(String section) throws IOException {
        String code = sections()
                .getOrDefault(section, "")
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));
        if (section.equals("Incidents")) {
            return code;
        }
        var groovy = GROOVY_SHELL.matcher(code);
        return groovy.find() ? groovy.group(1) : shell(new Yaml().load(code)).orElseThrow();
    }

    /** The shell in a step of YAML: of one key, or of the list in it. */
    private static Optional<String> shell(Object yaml) {
        List<Object> within = new ArrayList<>();
        if (yaml instanceof Map<?, ?> keys) {
            for (String key : SHELLS) {
                if (keys.get(key) instanceof String text) {
                    return Optional.of(text);
                }
                if (keys.get(key) instanceof List<?> texts) {
                    return Optional.of(texts.stream().map(String::valueOf).collect(Collectors.joining("\n")));
                }
            }
            within.addAll(keys.values());
        } else if (yaml instanceof List<?> items) {
            within.addAll(items);
        }
        return within.stream().flatMap(item -> shell(item).stream()).findFirst();
    }
}
