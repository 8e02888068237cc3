package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@link SourceStory} as CDEvents tell it of deployments and of the incident, beside the repository on GitHub. */
class CDEventsStoryIT {

    private static final Map<String, String> TOKEN = Map.of("Authorization", "Bearer " + FullServer.SECRET);

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersInEveryOrder() {
        return SourceStory.inEveryOrder(
                FullServer.shared(),
                CDEventsStoryIT::story,
                story -> story.hasTheFiveNumbers(0).knowsItsChanges());
    }

    private static SourceStory story(FullServer server, String telling) {
        var story = new SourceStory(server, "cdevents-" + telling + "/shop");
        String service = story.service();
        String image = "pkg:oci/shop@sha256%%3A%s".formatted("1".repeat(64));
        push(story, "2025-03-03T09:00:00Z", "0".repeat(40), "$A", commit("A", "Open the shop", "2025-03-03T08:00:00Z"));
        binary(
                story,
                deployed(
                        service,
                        "service.deployed.0.1.1",
                        "2025-03-03T10:00:00Z",
                        "pkg:github/%s@$A".formatted(service),
                        ""));
        push(
                story,
                "2025-03-04T10:00:00Z",
                "$A",
                "$M",
                commit("B", "Sell pears", "2025-03-04T09:00:00Z"),
                commit("M", "Merge pull request #12 from acme/pears", "2025-03-04T10:00:00Z"));
        change(story, 12, "$B", "$M", "2025-03-04T10:00:00Z");
        structured(
                story,
                deployed(
                        service,
                        "service.upgraded.0.2.0",
                        "2025-03-04T12:00:00Z",
                        image,
                        ",'customData':{'commit':'$M'}"));
        incident(story, "detected.0.3.0", "2025-03-04T13:00:00Z");
        incident(story, "reported.0.3.0", "2025-03-04T13:20:00Z");
        push(
                story,
                "2025-03-04T14:30:00Z",
                "$M",
                "$N",
                commit("C", "Weigh pears", "2025-03-04T13:30:00Z"),
                commit("N", "Merge pull request #13 from acme/weigh", "2025-03-04T14:30:00Z"));
        change(story, 13, "$C", "$N", "2025-03-04T14:30:00Z");
        plain(
                story,
                deployed(
                        service,
                        "service.deployed.0.3.0",
                        "2025-03-04T14:50:00Z",
                        "pkg:oci/shop@sha256%%3A%s?vcs_url=git%%2Bhttps%%3A%%2F%%2Fgithub.com%%2F%s.git%%40$N"
                                .formatted("2".repeat(64), service),
                        ""));
        incident(story, "resolved.0.3.0", "2025-03-04T15:00:00Z");
        return story;
    }

    /** An image tells no commit: it counts, a repetition of it does not, its return is a rollback, and none gives a lead time. */
    @Test
    void countsDeploymentsOfWhichNoCommitIsKnown() {
        FullServer server = FullServer.shared();
        var story = new SourceStory(server, "cdevents-images/shop");
        String first = "pkg:oci/shop@sha256%3A" + "3".repeat(64);
        for (String[] deployed : new String[][] {
            {"2025-03-03T10:00:00Z", first},
            {"2025-03-03T11:00:00Z", first},
            {"2025-03-04T10:00:00Z", "pkg:oci/shop@sha256%3A" + "4".repeat(64)},
            {"2025-03-05T10:00:00Z", first},
        }) {
            server.deliver(
                    "cdevents",
                    TOKEN,
                    deployed(story.service(), "service.deployed.0.3.0", deployed[0], deployed[1], "")
                            .replace('\'', '"')
                            .getBytes(StandardCharsets.UTF_8));
        }
        server.settle();

        Metrics march =
                new Metrics(server, "from=2025-03-01&until=2025-04-01&service=" + FullServer.encode(story.service()));
        march.frequency().is("count", 3);
        march.leadTime().is("n", 0);
        march.failRate().is("numerator", 1).is("denominator", 3);
        march.rework().is("numerator", 1).is("denominator", 3);
    }

    @Test
    void answersWhoAsksWhetherItMayPost() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String source : new String[] {"cdevents", "cloudevents"}) {
                HttpResponse<Void> answer = http.send(
                        HttpRequest.newBuilder(URI.create(FullServer.shared().address() + "/webhooks/" + source))
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                                .header("WebHook-Request-Origin", "events.example.org")
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("WebHook-Allowed-Origin"))
                        .contains("events.example.org");
            }
        }
    }

    private static String deployed(String service, String type, String at, String artifact, String more) {
        return event(
                "service-" + at,
                type,
                at,
                "/cluster/eu",
                service,
                "'environment':{'id':'production'},'artifactId':'%s'".formatted(artifact),
                more);
    }

    private static void incident(SourceStory story, String type, String at) {
        plain(
                story,
                event(
                        type + story.service(),
                        "incident." + type,
                        at,
                        "/monitoring/" + story.service(),
                        "incident-5",
                        "'description':'Down','environment':{'id':'production'},'service':{'id':'%s'}"
                                .formatted(story.service()),
                        ""));
    }

    private static String event(
            String id, String type, String at, String source, String subject, String content, String more) {
        return "{'context':{'specversion':'0.5.1','id':'%s','source':'%s','type':'dev.cdevents.%s','timestamp':'%s'},'subject':{'id':'%s','source':'%s','content':{%s}}%s}"
                .formatted(id, source, type, at, subject, source, content, more);
    }

    private static void binary(SourceStory story, String event) {
        story.posts("cdevents", event, (_, delivery) -> {
            Map<String, String> headers = new TreeMap<>(TOKEN);
            headers.putAll(Map.of(
                    "ce-specversion", "1.0",
                    "ce-id", delivery,
                    "ce-source", "/cluster/eu",
                    "ce-type", "dev.cdevents.service.deployed.0.1.1",
                    "ce-time", Instant.EPOCH.toString()));
            return headers;
        });
    }

    private static void structured(SourceStory story, String event) {
        story.posts(
                "cdevents",
                "{'specversion':'1.0','id':'4711','source':'/cluster/eu','type':'dev.cdevents.service.upgraded.0.2.0','data':%s}"
                        .formatted(event),
                (_, _) -> TOKEN);
    }

    private static void plain(SourceStory story, String event) {
        story.posts("cdevents", event, (_, _) -> TOKEN);
    }

    private static String commit(String letter, String message, String at) {
        return "{'id':'$%s','message':'%s','timestamp':'%s','author':{'name':'Ann','username':'ann'},'added':[],'modified':[],'removed':[]}"
                .formatted(letter, message, at);
    }

    private static void push(SourceStory story, String at, String before, String after, String... commits) {
        post(
                story,
                "push",
                "'ref':'refs/heads/main','before':'%s','after':'%s','created':false,'deleted':false,'forced':false,'commits':[%s]"
                        .formatted(before, after, String.join(",", commits)),
                at);
    }

    private static void change(SourceStory story, int number, String head, String merge, String at) {
        post(
                story,
                "pull_request",
                "'action':'closed','pull_request':{'number':%d,'title':'Pears','user':{'id':7,'login':'ann'},'head':{'ref':'pears','sha':'%s'},'base':{'ref':'main'},'commits':1,'merged':true,'merge_commit_sha':'%s','created_at':'2025-03-04T09:05:00Z','merged_at':'%4$s','updated_at':'%4$s'}"
                        .formatted(number, head, merge, at),
                at);
    }

    private static void post(SourceStory story, String event, String payload, String at) {
        // each telling has a repository of its own
        String repository =
                "{'id':%d,'full_name':'%s','html_url':'https://github.com/%2$s','pushed_at':'%3$s','updated_at':'%3$s'}"
                        .formatted(Math.abs(story.service().hashCode()), story.service(), at);
        story.posts(
                "github",
                "{%s,'repository':%s}".formatted(payload, repository),
                (body, delivery) -> Map.of(
                        "X-GitHub-Event", event,
                        "X-GitHub-Delivery", delivery,
                        "X-Hub-Signature-256", "sha256=" + SourceStory.hmac(FullServer.SECRET, body)));
    }
}
