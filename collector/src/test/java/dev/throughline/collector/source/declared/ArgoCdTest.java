package dev.throughline.collector.source.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class ArgoCdTest {

    /** As our template writes it. */
    private static final String SYNCED = """
            {'id': 'argocd/shop/2026-03-30T13:04:10Z', 'time': '2026-03-30T13:04:10Z', 'status': 'SUCCESS',
             'commit_sha': '2166d75e44d9b13be5d7fc739fd40e7ba8a8eece', 'revisions': null, 'app': 'shop', 'app_uid': 'u1', 'project': 'web',
             'destination': {'server': 'https://kubernetes.default.svc', 'namespace': 'shop'},
             'source': {'repoURL': 'https://github.com/acme/gitops.git', 'path': 'shop', 'targetRevision': 'HEAD'}, 'sources': null,
             'phase': 'Succeeded', 'started_at': '2026-03-30T13:00:01Z', 'finished_at': '2026-03-30T13:04:10Z',
             'images': ['registry.example.com/shop:1.4.2'], 'labels': null,
             'annotations': {'throughline~dev/service': null, 'throughline~dev/environment': null}}
            """.replace('~', '.');

    /** A chart from a registry of charts, and its values from git. */
    private static final String SEVERAL = """
            {'status': 'SUCCESS', 'commit_sha': '', 'revisions': ['1.4.2', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb'], 'app': 'shop',
             'app_uid': 'u1', 'source': null, 'sources': [{'repoURL': 'https://charts.example.com', 'chart': 'shop'},
              {'repoURL': 'git@github.com:acme/values.git', 'ref': 'values'}], 'finished_at': '2026-03-30T13:04:10Z'}
            """;

    private static final String IMAGES = """
            {'images': ['registry.example.com/shop:sha-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'registry.example.com/proxy:1.2',
              'registry.example.com/shop@sha256:%s']}
            """.formatted("c".repeat(64));

    private static final String TWO_IMAGES = """
            {'images': ['acme/shop:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'acme/jobs:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
              'acme/proxy:1.2-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb']}
            """;

    @Test
    void tellsOfTheCommitOfTheGitOpsRepository() {
        assertThat(told(SYNCED, null, null))
                .isEqualTo("shop u1@2026-03-30T13:04:10Z production 2166d75 success@2026-03-30t13:04:10z"
                        + " in_progress@2026-03-30t13:00:01z in acme/gitops");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {'status': 'FAILURE'}               | -                   | failure@2026-03-30t13:04:10z
            {'status': 'RUNNING'}               | -                   | ignored: nothing is measured from the status 'RUNNING'
            {'status': null}                    | -                   | ignored: nothing is measured from the status ''
            {'commit_sha': null}                | -                   | ignored: its revision is no commit: it may be the version of a chart
            {'commit_sha': '1.4.2'}             | -                   | ignored: its revision is no commit: it may be the version of a chart
            {'commit_sha': 7}                   | -                   | ignored: its revision is no commit: it may be the version of a chart
            {'finished_at': null}               | -                   | shop u1@2026-03-30T13:04:10Z production
            {'finished_at': null, 'time': ''}   | -                   | malformed: deployments[0].finished_at
            {'finished_at': 'soon'}             | -                   | malformed: deployments[0].finished_at
            {'finished_at': '2026-03-31T09:00:00Z'} | -               | shop u1@2026-03-31T09:00:00Z production 2166d75
            {'source.repoURL': 'git@github.com:acme/platform/gitops.git'} | - | in acme/platform/gitops
            {}                                  | service=project/app | web/shop u1@
            {'app': 'shop-staging'}             | -                   | shop-staging u1@2026-03-30T13:04:10Z staging
            {'app': 'shop-prod-eu'}             | -                   | Z prod 2166d75
            {'app': 'shop-nonprod'}             | -                   | Z nonprod 2166d75
            {'app': 'product-shop'}             | -                   | Z production 2166d75
            {'destination.namespace': 'shop-qa'} | place=namespace    | Z qa 2166d75
            {'destination.name': 'dev-1'}       | place=cluster       | Z dev 2166d75
            {'labels': {'tier': 'live-eu'}}     | place=tier environments=^\\w+ | Z live 2166d75
            {}                                  | place=tier          | Z production 2166d75
            {}                                  | environment=live    | Z live 2166d75
            {'annotations.throughline~dev/service': 'acme/shop', 'annotations.throughline~dev/environment': 'canary'} | - | acme/shop u1@2026-03-30T13:04:10Z canary
            {'annotations': 'none', 'destination': null, 'source': []} | - | shop u1@2026-03-30T13:04:10Z production 2166d75
            """)
    void tellsOfASync(String change, @Nullable String settings, String told) {
        assertThat(told(SYNCED, change, settings)).contains(told.strip());
    }

    @Test
    void findsTheCommitAmongSeveralSources() {
        assertThat(told(SEVERAL, null, null))
                .isEqualTo(
                        "shop u1@2026-03-30T13:04:10Z production bbbbbbb success@2026-03-30t13:04:10z in acme/values");
        assertThat(told(SEVERAL, "{'revisions': ['1.4.2']}", null)).startsWith("ignored: its revision is no commit");
    }

    @Test
    void findsTheCommitInTheTagOfAnImage() {
        assertThat(told(SYNCED, IMAGES, "commit=image"))
                .contains(" production aaaaaaa ")
                .doesNotContain(" in ");
        assertThat(told(SYNCED, null, "commit=image")).isEqualTo("ignored: no image has a whole commit in its tag");
        assertThat(told(SYNCED, "{'images': null}", "commit=image"))
                .isEqualTo("ignored: no image has a whole commit in its tag");
        assertThat(told(SYNCED, TWO_IMAGES, "commit=image")).startsWith("ignored: its images are of several commits");
        assertThat(told(SYNCED, TWO_IMAGES, "commit=image images=acme/(shop|jobs)"))
                .contains(" production aaaaaaa ");
    }

    @Test
    void believesAnAnnotationThatNamesTheCommit() {
        String change = "{'annotations.throughline~dev/commit': 'dddddddddddddddddddddddddddddddddddddddd'%s}";
        assertThat(told(SYNCED, change.formatted(""), null))
                .contains(" ddddddd ")
                .doesNotContain(" in ");
        assertThat(told(
                        SYNCED,
                        change.formatted(", 'annotations.throughline~dev/repository': 'acme/shop'"),
                        "commit=image"))
                .contains(" ddddddd ")
                .endsWith(" in acme/shop");
        assertThat(told(SYNCED, "{'annotations.throughline~dev/commit': 'main'}", null))
                .startsWith("malformed: deployments[0].sha");
    }

    @Test
    void readsTheFieldsOfFourKeys() {
        assertThat(told("""
                {'id': 'shop', 'time': '2026-03-30T13:04:10Z', 'status': 'SUCCESS',
                 'commit_sha': '2166d75e44d9b13be5d7fc739fd40e7ba8a8eece'}""", null, null))
                .isEqualTo("shop shop@2026-03-30T13:04:10Z production 2166d75 success@2026-03-30t13:04:10z");
    }

    @Test
    void isLetInByItsToken() {
        BundledSource source = BundledSource.with("argocd", null);
        assertThat(source.letsIn(Map.of("Authorization", "Bearer s"), "{}")).isTrue();
        assertThat(source.letsIn(Map.of("Authorization", "Bearer t"), "{}")).isFalse();
        assertThat(source.letsIn(Map.of("Authorization", "Bearer $throughline-token"), "{}"))
                .isFalse();
        assertThat(source.letsIn(Map.of(), "{}")).isFalse();
    }

    @Test
    void readsTheSamples() {
        BundledSource source = BundledSource.with("argocd", null);
        Map<String, String> samples = BundledSource.samples("argocd");
        assertThat(samples).isNotEmpty();
        samples.forEach((name, body) -> assertThat(source.told(body))
                .as(name)
                .matches("payments(-prod)? .*@2026-03-30T13:04:10Z prod.* 2166d75 .*"));
    }

    /** What the manifest sends is what is read here: JSON, whatever of an application is missing. */
    @Test
    void hasATemplateThatIsUnderstood() throws IOException {
        Map<String, String> data = manifest();
        Map<String, Map<String, Map<String, String>>> template = new Yaml().load(data.get("template.throughline"));
        Map<String, String> webhook = template.getOrDefault("webhook", Map.of()).getOrDefault("throughline", Map.of());
        assertThat(webhook).containsEntry("method", "POST");
        List<Map<String, Object>> triggers = new Yaml().load(data.get("trigger.throughline"));
        assertThat(triggers)
                .hasSize(2)
                .allSatisfy(trigger -> assertThat(trigger)
                        .containsEntry("oncePer", "app.status?.operationState?.finishedAt")
                        .containsEntry("send", List.of("throughline")));
        Map<String, Object> service = new Yaml().load(data.get("service.webhook.throughline"));
        assertThat(String.valueOf(service.get("url"))).endsWith("/webhooks/argocd");
        List<Map<String, Object>> subscriptions = new Yaml().load(data.get("subscriptions"));
        assertThat(subscriptions)
                .containsExactly(Map.of("recipients", List.of("throughline"), "triggers", List.of("throughline")));

        String body = webhook.getOrDefault("body", "");
        Map<String, String> application = new HashMap<>(Map.of(
                "$r.revision", "\"2166d75e44d9b13be5d7fc739fd40e7ba8a8eece\"",
                ".app.metadata.name", "\"shop\"",
                ".app.metadata.uid", "\"u1\"",
                ".app.spec.source", "{\"repoURL\": \"https://github.com/acme/gitops\"}",
                "$o.startedAt", "\"2026-03-30T13:00:01Z\"",
                "$o.finishedAt", "\"2026-03-30T13:04:10Z\"",
                "index $a \"throughline.dev/environment\"", "\"canary\""));
        assertThat(BundledSource.with("argocd", null).told(rendered(body, "Succeeded", application)))
                .isEqualTo("shop u1@2026-03-30T13:04:10Z canary 2166d75 success@2026-03-30t13:04:10z"
                        + " in_progress@2026-03-30t13:00:01z in acme/gitops");
        assertThat(BundledSource.with("argocd", null).told(rendered(body, "Failed", application)))
                .contains("failure@");
        application.remove("$r.revision");
        assertThat(BundledSource.with("argocd", null).told(rendered(body, "Error", application)))
                .isEqualTo("ignored: its revision is no commit: it may be the version of a chart");
    }

    private static Map<String, String> manifest() throws IOException {
        Map<String, Object> manifest = new Yaml().load(Files.readString(Path.of("../deploy/argocd/throughline.yml")));
        assertThat(manifest).containsEntry("kind", "ConfigMap");
        assertThat(manifest.get("metadata"))
                .isEqualTo(Map.of("name", "argocd-notifications-cm", "namespace", "argocd"));
        Map<String, String> data = new HashMap<>();
        ((Map<?, ?>) manifest.getOrDefault("data", Map.of()))
                .forEach((key, value) -> data.put(String.valueOf(key), String.valueOf(value)));
        return data;
    }

    /** As Go's templates would, as far as this one goes: what is not known is null. */
    private static String rendered(String template, String phase, Map<String, String> application) {
        String without = template.replaceAll("\\{\\{- [^}]*}}\\s*", "");
        String chosen = Pattern.compile(
                        "\\{\\{ if eq \\$o\\.phase \"(\\w+)\" }}([^{]*)\\{\\{ else }}([^{]*)\\{\\{ end }}")
                .matcher(without)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(found.group(1).equals(phase) ? 2 : 3)));
        return Pattern.compile("\\{\\{ (.*?) \\| toJson }}")
                .matcher(chosen)
                .replaceAll(found -> Matcher.quoteReplacement(application.getOrDefault(found.group(1), "null")));
    }

    private static String told(String body, @Nullable String change, @Nullable String settings) {
        return BundledSource.with("argocd", settings).told(BundledSource.body(body, change));
    }
}
