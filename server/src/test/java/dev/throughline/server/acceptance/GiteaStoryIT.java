package dev.throughline.server.acceptance;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link SourceStory} as an instance of Gitea tells it. */
class GiteaStoryIT {

    private static final String ZERO = "0".repeat(40);

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersInEveryOrder() {
        return SourceStory.inEveryOrder(
                FullServer.shared(),
                GiteaStoryIT::story,
                story -> story.hasTheFiveNumbers(1).knowsItsChanges());
    }

    private static SourceStory story(FullServer server, String telling) {
        var story = new SourceStory(server, "gitea-" + telling + "/shop");
        String a = commit("A", "Open the shop", "2025-03-03T08:00:00Z");
        String b = commit("B", "Sell pears", "2025-03-04T09:00:00Z");
        String m = commit("M", "Merge pull request 'Sell pears' (#12) from pears into main", "2025-03-04T10:00:00Z");
        String c = commit("C", "Weigh pears", "2025-03-04T13:30:00Z");
        String n = commit("N", "Merge pull request 'Weigh pears' (#13) from weigh into main", "2025-03-04T14:30:00Z");
        story.deploys();
        push(story, "main", ZERO, "$A", a);
        // of a new branch the newest commits of its whole history
        push(story, "pears", ZERO, "$B", b, a);
        change(story, 12, "opened", "pears", "$B", "", "'merged':false,'updated_at':'2025-03-04T09:10:00Z'");
        push(story, "main", "$A", "$M", m, b);
        change(story, 12, "closed", "pears", "$B", "", merged("$M", "2025-03-04T10:00:00Z"));
        issue(story, "opened", "'state':'open','updated_at':'2025-03-04T13:00:00Z'");
        push(story, "weigh", ZERO, "$C", c, m, b, a);
        push(story, "main", "$M", "$N", n, c);
        change(story, 13, "closed", "weigh", "$C", "Fixes #5", merged("$N", "2025-03-04T14:30:00Z"));
        issue(
                story,
                "closed",
                "'state':'closed','closed_at':'2025-03-04T15:00:00Z','updated_at':'2025-03-04T15:00:00Z'");
        return story;
    }

    private static String commit(String letter, String message, String at) {
        return "{'id':'$%s','message':'%s','timestamp':'%s','author':{'name':'Ann','username':'ann'},'added':[],'modified':[],'removed':[]}"
                .formatted(letter, message.replace("'", "\\u0027"), at);
    }

    private static String merged(String sha, String at) {
        return "'merged':true,'merged_at':'%2$s','merge_commit_sha':'%1$s','updated_at':'%2$s'".formatted(sha, at);
    }

    private static void push(SourceStory story, String branch, String before, String after, String... commits) {
        post(
                story,
                "push",
                "'ref':'refs/heads/%s','before':'%s','after':'%s','total_commits':%d,'commits':[%s]"
                        .formatted(branch, before, after, commits.length, String.join(",", commits)));
    }

    private static void change(
            SourceStory story, int number, String action, String branch, String head, String body, String state) {
        post(
                story,
                "pull_request",
                "'action':'%s','pull_request':{'number':%d,'title':'Pears','body':'%s','user':{'id':7,'login':'ann'},'head':{'ref':'%s','sha':'%s','repo_id':61},'base':{'ref':'main'},'created_at':'2025-03-04T09:05:00Z',%s}"
                        .formatted(action, number, body, branch, head, state));
    }

    private static void issue(SourceStory story, String action, String state) {
        post(
                story,
                "issues",
                "'action':'%s','issue':{'id':47,'number':5,'title':'Down','labels':[{'name':'incident'}],'created_at':'2025-03-04T13:00:00Z',%s}"
                        .formatted(action, state));
    }

    private static void post(SourceStory story, String event, String payload) {
        // each telling has a repository of its own
        int id = Math.abs(story.service().hashCode());
        String repository =
                "{'id':%d,'full_name':'%s','html_url':'https://git.example.org/%2$s'}".formatted(id, story.service());
        story.posts(
                "gitea",
                "{%s,'repository':%s}".formatted(payload.replace("'repo_id':61", "'repo_id':" + id), repository),
                (body, delivery) -> Map.of(
                        "X-Gitea-Event", event,
                        "X-Gitea-Delivery", delivery,
                        "X-Gitea-Signature", SourceStory.hmac(FullServer.SECRET, body)));
    }
}
