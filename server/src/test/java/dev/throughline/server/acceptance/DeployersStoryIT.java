package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** {@link SourceStory} where a CI or what watches a cluster tells the deployments, and the forge nothing but its pushes. */
class DeployersStoryIT {

    private static final String ZERO = "0".repeat(40);

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersByWorkflows() {
        return SourceStory.inEveryOrder(FullServer.shared(), DeployersStoryIT::workflows, DeployersStoryIT::check);
    }

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersBySyncs() {
        return SourceStory.inEveryOrder(FullServer.shared(), DeployersStoryIT::syncs, DeployersStoryIT::check);
    }

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersByReconciliations() {
        return SourceStory.inEveryOrder(
                FullServer.shared(), DeployersStoryIT::reconciliations, DeployersStoryIT::check);
    }

    private static void check(SourceStory story) {
        story.hasTheFiveNumbers(0);
    }

    private static SourceStory workflows(FullServer server, String telling) {
        SourceStory story = pushes(new SourceStory(server, "circleci-" + telling + "/shop"));
        workflow(story, "w1", "deploy-production", "success", "$A", "2025-03-03T10:00:00Z");
        workflow(story, "w2", "build", "success", "$M", "2025-03-04T10:30:00Z");
        workflow(story, "w3", "deploy-staging", "success", "$M", "2025-03-04T11:00:00Z");
        workflow(story, "w4", "deploy-production", "failed", "$M", "2025-03-04T11:30:00Z");
        workflow(story, "w5", "deploy-production", "success", "$M", "2025-03-04T12:00:00Z");
        workflow(story, "w6", "deploy-production", "success", "$N", "2025-03-04T14:50:00Z");
        return story.breaks();
    }

    private static void workflow(SourceStory story, String id, String name, String status, String sha, String at) {
        story.posts(
                "circleci",
                """
                {'id':'e-%1$s','type':'workflow-completed','happened_at':'%5$s','project':{'name':'shop','slug':'circleci/a/b'},
                 'workflow':{'id':'%6$s-%1$s','name':'%2$s','status':'%3$s','created_at':'2025-03-03T09:00:00Z','stopped_at':'%5$s'},
                 'pipeline':{'trigger_parameters':{'git':{'checkout_sha':'%4$s','checkout_url':'https://git.example.org/%6$s.git'}}}}""".formatted(id, name, status, sha, at, story.service()),
                (body, _) -> Map.of("circleci-signature", "v1=" + SourceStory.hmac(FullServer.SECRET, body)));
    }

    /** With a sync that heals drift, which is a redeploy. */
    private static SourceStory syncs(FullServer server, String telling) {
        SourceStory story = pushes(new SourceStory(server, "argocd-" + telling + "/shop"));
        sync(story, "SUCCESS", "$A", "2025-03-03T10:00:00Z");
        sync(story, "FAILURE", "$M", "2025-03-04T11:30:00Z");
        sync(story, "SUCCESS", "$M", "2025-03-04T12:00:00Z");
        sync(story, "SUCCESS", "$M", "2025-03-04T12:20:00Z");
        sync(story, "SUCCESS", "$N", "2025-03-04T14:50:00Z");
        return story.breaks();
    }

    private static void sync(SourceStory story, String status, String sha, String at) {
        story.posts("argocd", sync(story.service(), status, sha, at), (_, _) -> token());
    }

    private static String sync(String service, String status, String sha, String at) {
        return """
                {'id':'argocd/shop/%4$s','time':'%4$s','status':'%2$s','commit_sha':'%3$s','app':'shop','app_uid':'%1$s',
                 'source':{'repoURL':'https://git.example.org/%1$s'},'finished_at':'%4$s','annotations':{'throughline.dev/service':'%1$s'}}""".formatted(service, status, sha, at);
    }

    /** Each commit again and again, as at every interval. */
    private static SourceStory reconciliations(FullServer server, String telling) {
        SourceStory story = pushes(new SourceStory(server, "flux-" + telling + "/shop"));
        for (String at : List.of("2025-03-03T10:00:00Z", "2025-03-03T10:10:00Z", "2025-03-04T11:50:00Z")) {
            reconciled(story, "ReconciliationSucceeded", "info", "$A", at);
        }
        reconciled(story, "HealthCheckFailed", "error", "$M", "2025-03-04T11:55:00Z");
        for (String at : List.of("2025-03-04T12:00:00Z", "2025-03-04T12:10:00Z", "2025-03-04T14:40:00Z")) {
            reconciled(story, "ReconciliationSucceeded", "info", "$M", at);
        }
        reconciled(story, "ReconciliationSucceeded", "info", "$N", "2025-03-04T14:50:00Z");
        reconciled(story, "ReconciliationSucceeded", "info", "$N", "2025-03-06T14:50:00Z");
        return story.breaks();
    }

    private static void reconciled(SourceStory story, String reason, String severity, String sha, String at) {
        story.posts(
                "flux",
                """
                {'involvedObject':{'kind':'Kustomization','namespace':'flux-system','name':'shop','uid':'%1$s',
                  'apiVersion':'kustomize.toolkit.fluxcd.io/v1'},'severity':'%3$s','timestamp':'%5$s','reason':'%2$s',
                 'message':'Reconciliation finished in 1.2s, next run in 10m0s',
                 'metadata':{'revision':'main@sha1:%4$s','service':'%1$s','repository':'%1$s'}}""".formatted(story.service(), reason, severity, sha, at),
                (body, _) -> Map.of("X-Signature", "sha256=" + SourceStory.hmac(FullServer.SECRET, body)));
    }

    /** A trigger that fires once for each sync, and not once for each revision, shows what was rolled back. */
    @Test
    void tellsARollbackByTheReturnOfARevision() {
        FullServer server = FullServer.shared();
        String service = "argocd-return/shop";
        for (List<String> sync : List.of(
                List.of("a".repeat(40), "2025-03-03T10:00:00Z"),
                List.of("b".repeat(40), "2025-03-03T11:00:00Z"),
                List.of("a".repeat(40), "2025-03-03T11:20:00Z"))) {
            server.deliver(
                    "argocd",
                    token(),
                    sync(service, "SUCCESS", sync.getFirst(), sync.getLast())
                            .replace('\'', '"')
                            .getBytes(StandardCharsets.UTF_8));
        }
        server.settle();
        assertThat(server.items("/api/v1/deployments?service=" + FullServer.encode(service)).stream()
                        .sorted(Comparator.comparing((JsonNode deployment) ->
                                deployment.path("finished_at").asString()))
                        .map(deployment -> deployment.path("kind").asString()))
                .containsExactly("initial", "forward", "rollback");
    }

    private static Map<String, String> token() {
        return Map.of("Authorization", "Bearer " + FullServer.SECRET);
    }

    /** Each change as the one commit that it was squashed to. */
    private static SourceStory pushes(SourceStory story) {
        push(story, ZERO, "$A", commit("A", "2025-03-03T08:00:00Z"));
        push(story, "$A", "$M", commit("M", "2025-03-04T09:00:00Z"));
        push(story, "$M", "$N", commit("N", "2025-03-04T13:30:00Z"));
        return story;
    }

    private static String commit(String letter, String at) {
        return "{'id':'$%s','message':'Sell pears','timestamp':'%s','author':{'name':'Ann'},'added':[],'modified':[],'removed':[]}"
                .formatted(letter, at);
    }

    private static void push(SourceStory story, String before, String after, String commit) {
        story.posts(
                "github",
                "{'ref':'refs/heads/main','before':'%1$s','after':'%2$s','commits':[%3$s],'head_commit':%3$s,'repository':{'id':%4$d,'full_name':'%5$s','default_branch':'main'}}"
                        .formatted(
                                before, after, commit, Math.abs(story.service().hashCode()), story.service()),
                (body, delivery) -> Map.of(
                        "X-GitHub-Event",
                        "push",
                        "X-GitHub-Delivery",
                        delivery,
                        "X-Hub-Signature-256",
                        "sha256=" + SourceStory.hmac(FullServer.SECRET, body)));
    }
}
