package dev.throughline.server.acceptance;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link SourceStory} as Bitbucket Cloud tells it: of its pull requests nothing but the commits. */
class BitbucketStoryIT {

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersInEveryOrder() {
        return SourceStory.inEveryOrder(
                FullServer.shared(), BitbucketStoryIT::story, story -> story.hasTheFiveNumbers(1));
    }

    private static SourceStory story(FullServer server, String telling) {
        var story = new SourceStory(server, "bitbucket-" + telling + "/shop");
        String a = commit("A", "Open the shop", "2025-03-03T08:00:00Z");
        String b = commit("B", "Sell pears", "2025-03-04T09:00:00Z", "$A");
        String m = commit("M", "Merged in pears (pull request #12)", "2025-03-04T10:00:00Z", "$A", "$B");
        String c = commit("C", "Weigh pears, fixes #5", "2025-03-04T13:30:00Z", "$M");
        String n = commit("N", "Merged in weigh (pull request #13)", "2025-03-04T14:30:00Z", "$M", "$C");
        story.deploys();
        push(story, "main", "null", "$A", a);
        push(story, "pears", "null", "$B", b);
        push(story, "main", "{'target':{'hash':'$A'}}", "$M", m, b);
        issue(story, "created", "new", "2025-03-04T13:00:00Z", "");
        push(story, "weigh", "null", "$C", c);
        push(story, "main", "{'target':{'hash':'$M'}}", "$N", n, c);
        issue(story, "updated", "resolved", "2025-03-04T15:00:00Z", ",'changes':{'status':{'old':'new'}}");
        return story;
    }

    private static String commit(String letter, String message, String at, String... parents) {
        StringBuilder hashes = new StringBuilder();
        for (String parent : parents) {
            hashes.append(hashes.isEmpty() ? "" : ",")
                    .append("{'hash':'")
                    .append(parent)
                    .append("'}");
        }
        return "{'hash':'$%s','message':'%s','date':'%s','author':{'raw':'Ann <ann@example.org>'},'parents':[%s]}"
                .formatted(letter, message, at, hashes);
    }

    private static void push(SourceStory story, String branch, String old, String head, String... commits) {
        post(
                story,
                "repo:push",
                "'push':{'changes':[{'old':%s,'new':{'type':'branch','name':'%s','target':{'hash':'%s'}},'truncated':false,'commits':[%s]}]}"
                        .formatted(old, branch, head, String.join(",", commits)));
    }

    private static void issue(SourceStory story, String event, String state, String at, String changes) {
        post(
                story,
                "issue:" + event,
                "'issue':{'id':5,'title':'Down','kind':'bug','component':{'name':'incident'},'state':'%s','created_on':'2025-03-04T13:00:00Z','updated_on':'%s'}%s"
                        .formatted(state, at, changes));
    }

    private static void post(SourceStory story, String event, String payload) {
        story.posts(
                "bitbucket",
                "{%1$s,'repository':{'uuid':'{%2$s}','full_name':'%2$s'}}".formatted(payload, story.service()),
                (body, delivery) -> Map.of(
                        "X-Event-Key", event,
                        "X-Request-UUID", delivery,
                        "X-Hub-Signature", "sha256=" + SourceStory.hmac(FullServer.SECRET, body)));
    }
}
