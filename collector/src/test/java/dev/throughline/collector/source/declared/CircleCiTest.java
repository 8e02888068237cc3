package dev.throughline.collector.source.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircleCiTest {

    private static final String WORKFLOW = """
            {'id': 'e1', 'type': 'workflow-completed', 'happened_at': '2026-03-30T13:05:00.317Z',
             'project': {'name': 'Shop', 'slug': 'github/acme/shop'},
             'workflow': {'id': 'w1', 'name': 'deploy', 'status': 'success', 'created_at': '2026-03-30T12:00:00Z',
              'stopped_at': '2026-03-30T13:04:10.170Z', 'url': 'https://app.circleci.com/pipelines/github/acme/shop/1/workflows/w1'},
             'pipeline': {'id': 'p1', 'number': 1, 'vcs': {'revision': '2166d75e44d9b13be5d7fc739fd40e7ba8a8eece',
              'target_repository_url': 'https://github.com/acme/shop', 'branch': 'main'}}}
            """;

    /** Without pipeline.vcs, and with a slug that names nothing. */
    private static final String APP = """
            {'id': 'e1', 'type': 'workflow-completed', 'happened_at': '2026-03-30T13:05:00Z',
             'project': {'name': 'shop', 'slug': 'circleci/DdaVtNusHqi24D4YT3X4eu/6EkDPZoN4ZdMKKZtBkRodt'},
             'workflow': {'id': 'w1', 'name': 'deploy', 'status': 'success', 'stopped_at': '2026-03-30T13:04:10Z'},
             'pipeline': {'trigger_parameters': {
              'gitlab': {'repo_url': 'git@gitlab.example.com:acme/web/shop.git', 'repo_name': 'shop',
               'commit_sha': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'},
              'git': {'tag': '', 'branch': 'main', 'checkout_sha': 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
               'checkout_url': 'git@gitlab.example.com:acme/web/shop.git'}}}}
            """;

    private static final String JOB = """
            {'id': 'e2', 'type': 'job-completed', 'happened_at': '2026-03-30T13:05:00Z',
             'project': {'name': 'shop', 'slug': 'github/acme/shop'}, 'workflow': {'id': 'w1', 'name': 'build-and-deploy'},
             'pipeline': {'vcs': {'revision': '2166d75e44d9b13be5d7fc739fd40e7ba8a8eece'}},
             'job': {'id': 'j1', 'name': 'deploy', 'status': 'success', 'started_at': '2026-03-30T13:00:00Z',
              'stopped_at': '2026-03-30T13:04:10Z'}}
            """;

    private static final String DEPLOYED = "acme/shop w1 production 2166d75 success@2026-03-30t13:04:10.170z";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            {'workflow.status': 'failed'}       | -                                | failure@
            {'workflow.status': 'error'}        | -                                | failure@
            {'workflow.status': 'canceled'}     | -                                | cancelled@
            {'workflow.status': 'unauthorized'} | -                                | ignored: a workflow that ended as 'unauthorized' deployed nothing
            {'workflow.status': null}           | -                                | ignored: a workflow that ended as '' deployed nothing
            {'workflow.name': 'build'}          | -                                | ignored: the workflow 'build' deploys nothing by the settings
            {'workflow.name': 'Release'}        | deployments=(?i)^release$        | shop w1 production
            {'workflow.name': 'deploy-staging'} | -                                | w1 staging 2166d75
            {'workflow.name': 'qa_deploy'}      | -                                | w1 qa 2166d75
            {'workflow.name': 'deploy-preprod'} | -                                | w1 preprod 2166d75
            {'workflow.name': 'deploy-product'} | -                                | w1 production 2166d75
            {'workflow.name': 'deploy-to-emea'} | environments=to-(\\w+)           | w1 emea 2166d75
            {'workflow.name': 'deploy'}         | environment=live                 | w1 live 2166d75
            {'workflow.id': 'w2'}               | -                                | shop w2
            {'workflow.stopped_at': null}       | -                                | success@2026-03-30t13:05:00.317z
            {'pipeline.vcs.revision': '2166d75'} | -                               | ignored: it names no commit
            {'pipeline.vcs': null}              | -                                | ignored: it names no commit
            {'pipeline.vcs.target_repository_url': 'https://bitbucket.org/acme/till/'} | - | acme/till w1
            {'pipeline.vcs.target_repository_url': null, 'project.slug': 'gh/acme/pear'} | - | acme/pear w1
            {'project': [], 'pipeline.vcs.tag': 7} | -                             | acme/shop w1 production
            {'workflow': 7}                     | -                                | ignored: the workflow '' deploys nothing by the settings
            {'pipeline': []}                    | -                                | ignored: it names no commit
            {'workflow.stopped_at': 'soon'}     | -                                | malformed: deployments[0].finished_at should be a time
            {'type': 'ping'}                    | -                                | ignored: nothing is measured from the event 'ping'
            {'type': null}                      | -                                | ignored: nothing is measured from the event ''
            {'type': 'job-completed'}           | -                                | ignored: what deploys is told by the event 'workflow-completed'
            {}                                  | jobs=deploy                      | ignored: what deploys is told by the event 'job-completed'
            """)
    void tellsWhichWorkflowsDeploy(String change, @Nullable String settings, String told) {
        assertThat(told(WORKFLOW, change, settings)).contains(told.strip());
    }

    @Test
    void tellsADeploymentByItsWorkflow() {
        assertThat(told(WORKFLOW, null, null)).isEqualTo(DEPLOYED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                       | acme/web/shop w1 production bbbbbbb
            {'pipeline.trigger_parameters.git.checkout_sha': null}   | aaaaaaa
            {'pipeline.trigger_parameters.git.checkout_url': 'ssh://git@gitlab.example.com:22/acme/pear.git'} | acme/pear w1
            {'pipeline.trigger_parameters.git': null, 'pipeline.trigger_parameters.gitlab.repo_url': null} | shop w1
            {'pipeline.trigger_parameters': {'git': {'checkout_sha': 'cccccccccccccccccccccccccccccccccccccccc'}}} | shop w1 production ccccccc
            {'pipeline.trigger_parameters': {}}                      | ignored: it names no commit
            """)
    void findsTheCommitWhereThereIsNoVcs(String change, String told) {
        assertThat(told(APP, change, null)).contains(told.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                          | acme/shop w1/j1 production 2166d75 success@2026-03-30t13:04:10z in_progress@2026-03-30t13:00:00z
            {'job.name': 'deploy-dev'}  | acme/shop w1/j1 dev
            {'job.name': 'test'}        | ignored: the job 'test' deploys nothing by the settings
            {'job.status': 'failed'}    | failure@
            {'job.status': 'canceled'}  | cancelled@
            {'job': null}               | ignored: the job '' deploys nothing by the settings
            """)
    void tellsOfJobsWhereTheSettingsNameThem(String change, String told) {
        assertThat(told(JOB, change, "jobs=^deploy")).contains(told.strip());
    }

    /** From the sender's own documentation; the newest version may be unknown here. */
    @ParameterizedTest
    @ValueSource(strings = {"v1=%s", "v2=00ff,v1=%s", "v1=%s, v2=00ff"})
    void isLetInByItsSignature(String header) {
        String signature = "734cc62f32841568f45715aeb9f4d7891324e6d948e4c6c60c0621cdac48623a";
        BundledSource source = BundledSource.knowing("secret", "circleci");
        assertThat(source.letsIn(Map.of("circleci-signature", header.formatted(signature)), "hello world"))
                .isTrue();
        assertThat(source.letsIn(Map.of("circleci-signature", header.formatted(signature)), "hello word"))
                .isFalse();
        assertThat(source.letsIn(
                        Map.of("circleci-signature", header.formatted(signature).replace("v1", "v3")), "hello world"))
                .isFalse();
    }

    @Test
    void readsTheSamples() {
        BundledSource source = BundledSource.with("circleci", null);
        Map<String, String> samples = BundledSource.samples("circleci");
        assertThat(samples).isNotEmpty();
        samples.forEach((name, body) -> assertThat(source.told(body))
                .as(name)
                .matches("acme/payments .*2166d75 .*|ignored: what deploys is told by .*"));
        assertThat(BundledSource.with("circleci", "jobs=deploy").told(samples.getOrDefault("job-completed", "")))
                .contains("success@2026-09-01t22:49:34.170z");
    }

    private static String told(String body, @Nullable String change, @Nullable String settings) {
        return BundledSource.with("circleci", settings).told(BundledSource.body(body, change));
    }
}
