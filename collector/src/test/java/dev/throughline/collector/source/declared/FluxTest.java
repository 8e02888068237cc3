package dev.throughline.collector.source.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FluxTest {

    private static final String RECONCILED = """
            {'involvedObject': {'kind': 'Kustomization', 'namespace': 'flux-system', 'name': 'shop', 'uid': 'u1',
              'apiVersion': 'kustomize.toolkit.fluxcd.io/v1', 'resourceVersion': '12345'},
             'severity': 'info', 'timestamp': '2026-03-30T13:04:10Z', 'reason': 'ReconciliationSucceeded',
             'message': 'Reconciliation finished in 1.2s, next run in 10m0s',
             'metadata': {'commit_status': 'update', 'revision': 'main@sha1:2166d75e44d9b13be5d7fc739fd40e7ba8a8eece'},
             'reportingController': 'kustomize-controller'}
            """;

    private static final String CHART = """
            {'involvedObject': {'kind': 'HelmRelease', 'namespace': 'web', 'name': 'shop', 'uid': 'u2',
              'apiVersion': 'helm.toolkit.fluxcd.io/v2'},
             'severity': 'info', 'timestamp': '2026-03-30T13:04:10Z', 'reason': 'UpgradeSucceeded',
             'message': 'Helm upgrade succeeded for release web/shop.v2 with chart shop@1.4.2',
             'metadata': {'revision': '1.4.2', 'app-version': '1.4'}}
            """;

    private static final String COMMIT = "2166d75e44d9b13be5d7fc739fd40e7ba8a8eece";
    private static final String HEALTHY =
            "{'reason': 'Progressing', 'message': 'Health check passed in 30.1s', 'timestamp': '%s'}";

    @Test
    void tellsOfAReconciliation() {
        assertThat(told(RECONCILED, null, null))
                .isEqualTo("shop u1@" + COMMIT + " production 2166d75 success@2026-03-30t13:04:10z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            main@sha1:2166d75e44d9b13be5d7fc739fd40e7ba8a8eece            | 2166d75
            feature/pear@sha1:2166d75e44d9b13be5d7fc739fd40e7ba8a8eece    | 2166d75
            v1.4.2@sha1:2166d75e44d9b13be5d7fc739fd40e7ba8a8eece          | 2166d75
            sha1:2166d75e44d9b13be5d7fc739fd40e7ba8a8eece                 | 2166d75
            main/2166d75e44d9b13be5d7fc739fd40e7ba8a8eece                 | 2166d75
            feature/pear/2166d75e44d9b13be5d7fc739fd40e7ba8a8eece         | 2166d75
            2166d75e44d9b13be5d7fc739fd40e7ba8a8eece                      | 2166d75
            latest@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | ignored: the revision 'latest@sha256:aaaa
            main@sha1:2166d75                                             | ignored: the revision 'main@sha1:2166d75' is no commit
            """)
    void readsEveryFormOfRevision(String revision, String told) {
        assertThat(told(RECONCILED, "{'metadata': {'revision': '%s'}}".formatted(revision), null))
                .contains(told.strip());
        assertThat(told(
                        RECONCILED,
                        "{'metadata': {'kustomize.toolkit.fluxcd.io/revision': '%s'}}".formatted(revision),
                        null))
                .contains(told.strip());
    }

    @Test
    void knowsWhatAnArtifactWasBuiltFrom() {
        assertThat(told(RECONCILED, """
                {'metadata.revision': 'latest@sha256:%s', 'metadata.originRevision': 'main@sha1:%s'}""".formatted("a".repeat(64), COMMIT), null))
                .contains("u1@" + COMMIT + " production 2166d75");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {'severity': 'error', 'reason': 'HealthCheckFailed'} | -              | /failed production 2166d75 failure@2026-03-30t13:04:10z
            {'severity': 'error', 'reason': 'BuildFailed'}       | -              | failure@
            {'severity': 'error', 'reason': 'ReconciliationFailed'} | -           | failure@
            {'severity': 'error'}                                | -              | ignored: it says neither that something was deployed nor that it failed
            {'reason': 'DependencyNotReady'}                     | -              | ignored: it says neither
            {'reason': 'Progressing', 'message': 'Deployment/web/shop configured'} | - | ignored: it says neither
            {'reason': 'Progressing', 'message': 'Deployment/web/shop configured'} | deployed=configured$ | u1@2026-03-30T13:04:10Z production
            {}                                                   | deployed=^Progressing | ignored: it says neither
            {'involvedObject.kind': 'GitRepository', 'reason': 'NewArtifact'} | - | ignored: nothing is measured from what happens to a 'GitRepository'
            {'involvedObject.kind': 'GitRepository', 'severity': 'error', 'reason': 'GitOperationFailed'} | - | ignored: nothing is measured
            {'involvedObject': null}                             | -              | ignored: nothing is measured from what happens to a ''
            {'metadata': null}                                   | -              | ignored: the revision '' is no commit
            {'metadata': []}                                     | -              | ignored: the revision '' is no commit
            {'timestamp': null}                                  | -              | malformed: deployments[0].finished_at
            {'message': 7, 'reason': []}                         | -              | ignored: it says neither
            {'involvedObject.name': null}                        | -              | malformed: deployments[0].service
            {}                                                   | service=namespace/name | flux-system/shop u1@
            {}                                                   | repository=acme/gitops | in acme/gitops
            {'metadata.repository': 'acme/other'}                | repository=acme/gitops | in acme/other
            {'metadata.service': 'acme/shop'}                    | -              | acme/shop u1@
            {'metadata.env': 'staging'}                          | -              | eece staging 2166d75
            {'metadata.environment': 'live', 'metadata.env': 'b'} | -             | eece live 2166d75
            {'involvedObject.namespace': 'web-dev'}              | -              | eece dev 2166d75
            {'involvedObject.name': 'shop-qa'}                   | place=name     | eece qa 2166d75
            {'metadata.cluster': 'prod-eu'}                      | place=cluster  | eece prod 2166d75
            {}                                                   | environment=b  | eece b 2166d75
            """)
    void tellsWhatWasDeployed(String change, @Nullable String settings, String told) {
        assertThat(told(RECONCILED, change, settings)).contains(told.strip());
    }

    /** Nothing tells a repeat from a return but what ran in between, which no body says: health checks alone pass once a rollout. */
    @Test
    void takesRepeatsForOneAndEveryHealthCheckForItself() {
        assertThat(told(RECONCILED, "{'timestamp': '2026-03-30T13:14:10Z'}", null))
                .startsWith("shop u1@" + COMMIT + " ");
        assertThat(told(RECONCILED, HEALTHY.formatted("2026-03-30T13:04:10Z"), null))
                .isEqualTo("shop u1@2026-03-30T13:04:10Z production 2166d75 success@2026-03-30t13:04:10z");
        assertThat(told(RECONCILED, HEALTHY.formatted("2026-03-31T09:00:00Z"), null))
                .startsWith("shop u1@2026-03-31T09:00:00Z ");
    }

    @Test
    void tellsOfChartsWhoseCommitTheMetadataNames() {
        assertThat(told(CHART, null, null)).startsWith("ignored: the revision '1.4.2' is no commit");
        assertThat(told(CHART, "{'metadata.commit': '%s'}".formatted(COMMIT), null))
                .isEqualTo("shop u2@2026-03-30T13:04:10Z production 2166d75 success@2026-03-30t13:04:10z");
        // the metadata names what was to be deployed, and something else runs
        assertThat(told(CHART, "{'metadata.commit': '%s', 'reason': 'RollbackSucceeded'}".formatted(COMMIT), null))
                .startsWith("ignored: it says neither");
    }

    @Test
    void isLetInByASignatureOrAToken() {
        BundledSource source = BundledSource.with("flux", null);
        String signature = "sha256=143ca8d517ba1b181025d732b1cf275d90104fca57bb02a565542978aa18c4b6";
        assertThat(source.letsIn(Map.of("X-Signature", signature), "{}")).isTrue();
        assertThat(source.letsIn(Map.of("X-Signature", signature), "{ }")).isFalse();
        assertThat(source.letsIn(Map.of("X-Signature", signature.replace("sha256", "sha512")), "{}"))
                .isFalse();
        assertThat(source.letsIn(Map.of("Authorization", "Bearer s"), "{}")).isTrue();
        assertThat(source.letsIn(Map.of("Authorization", "Bearer s", "X-Signature", signature), "{ }"))
                .isFalse();
        assertThat(source.letsIn(Map.of("gotk-component", "kustomize-controller"), "{}"))
                .isFalse();
    }

    @Test
    void readsTheSamples() {
        BundledSource source = BundledSource.with("flux", null);
        Map<String, String> samples = BundledSource.samples("flux");
        assertThat(samples).isNotEmpty();
        samples.forEach((name, body) -> assertThat(source.told(body))
                .as(name)
                .matches("payments .* production 2166d75 .*|ignored: the revision '1.4.2' is no commit.*"));
    }

    @Test
    void hasAManifestOfAProviderAndAnAlert() throws IOException {
        List<JsonNode> manifests = new ArrayList<>();
        new Yaml()
                .loadAll(Files.readString(Path.of("../deploy/flux/throughline.yml")))
                .forEach(manifest -> manifests.add(JsonMapper.shared().valueToTree(manifest)));
        assertThat(manifests)
                .extracting(manifest -> manifest.path("kind").asString())
                .containsExactly("Secret", "Provider", "Alert");
        assertThat(manifests)
                .allSatisfy(manifest ->
                        assertThat(manifest.at("/metadata/name").asString()).isEqualTo("throughline"));
        JsonNode provider = manifests.get(1).path("spec");
        assertThat(provider.path("type").asString()).isEqualTo("generic-hmac");
        assertThat(provider.path("address").asString()).endsWith("/webhooks/flux");
        assertThat(provider.at("/secretRef/name").asString()).isEqualTo("throughline");
        assertThat(manifests.getFirst().at("/stringData/token").isString()).isTrue();
        JsonNode alert = manifests.getLast().path("spec");
        assertThat(alert.at("/providerRef/name").asString()).isEqualTo("throughline");
        assertThat(alert.path("eventMetadata").propertyNames()).containsExactlyInAnyOrder("repository", "environment");
    }

    private static String told(String body, @Nullable String change, @Nullable String settings) {
        return BundledSource.with("flux", settings).told(BundledSource.body(body, change));
    }
}
