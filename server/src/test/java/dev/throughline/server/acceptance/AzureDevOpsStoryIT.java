package dev.throughline.server.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@link SourceStory} as Azure DevOps tells it: its incidents are of the project, so a service is named that has both. */
class AzureDevOpsStoryIT {

    private static final String ZERO = "0".repeat(40);

    private static final FullServer SERVER = FullServer.start(services());

    private static final String PASSWORD = "Basic "
            + Base64.getEncoder().encodeToString(("throughline:" + FullServer.SECRET).getBytes(StandardCharsets.UTF_8));

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @TestFactory
    Stream<DynamicTest> givesTheFiveNumbersInEveryOrder() {
        return SourceStory.inEveryOrder(
                SERVER,
                AzureDevOpsStoryIT::story,
                story -> story.hasTheFiveNumbers(1).knowsItsChanges());
    }

    private static String[] services() {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < SourceStory.tellings().size(); i++) {
            String project = SourceStory.tellings().get(i);
            String service = "--throughline.services[" + i + "].";
            arguments.add(service + "name=shop-" + project);
            arguments.add(service + "repositories[0]=" + project);
            arguments.add(service + "repositories[1]=" + project + "/api");
            arguments.add(service + "deployments.from=pipeline");
            arguments.add(service + "deployments.pattern=Deploy");
        }
        return arguments.toArray(String[]::new);
    }

    private static SourceStory story(FullServer server, String telling) {
        var story = new SourceStory(server, "shop-" + telling);
        String a = commit("A", "Open the shop", "2025-03-03T08:00:00Z");
        String b = commit("B", "Sell pears", "2025-03-04T09:00:00Z");
        String m = commit("M", "Merged PR 12: Sell pears", "2025-03-04T10:00:00Z");
        String c = commit("C", "Weigh pears", "2025-03-04T13:30:00Z");
        String n = commit("N", "Merged PR 13: Weigh pears", "2025-03-04T14:30:00Z");
        push(story, "main", ZERO, "$A", "2025-03-03T08:30:00Z", a);
        deploy(story, 1, "$A", "2025-03-03T10:00:00Z");
        push(story, "pears", ZERO, "$B", "2025-03-04T09:02:00Z", b);
        change(story, 12, "created", "active", "pears", "$B", "$M", "", "2025-03-04T09:05:01Z");
        push(story, "main", "$A", "$M", "2025-03-04T10:00:00Z", m, b);
        change(story, 12, "merged", "completed", "pears", "$B", "$M", "", "2025-03-04T10:00:00Z");
        deploy(story, 2, "$M", "2025-03-04T12:00:00Z");
        incident(story, "created", "'fields':{%s}".formatted(fields(telling, "New", "2025-03-04T13:00:00Z")));
        push(story, "weigh", ZERO, "$C", "2025-03-04T13:40:00Z", c);
        push(story, "main", "$M", "$N", "2025-03-04T14:30:00Z", n, c);
        change(story, 13, "updated", "completed", "weigh", "$C", "$N", "Fixes #5", "2025-03-04T14:30:00Z");
        deploy(story, 3, "$N", "2025-03-04T14:50:00Z");
        incident(
                story,
                "updated",
                "'workItemId':5,'revision':{'id':5,'fields':{%s}}"
                        .formatted(fields(telling, "Closed", "2025-03-04T15:00:00Z")));
        return story;
    }

    private static String commit(String letter, String message, String at) {
        return "{'commitId':'$%s','comment':'%s','author':{'name':'Ann','date':'%s'}}".formatted(letter, message, at);
    }

    private static String fields(String project, String state, String at) {
        return ("'System.TeamProject':'%s','System.WorkItemType':'Incident','System.State':'%s','System.Title':'Down',"
                        + "'System.CreatedDate':'2025-03-04T13:00:00Z','System.ChangedDate':'%s'")
                .formatted(project, state, at);
    }

    private static void push(
            SourceStory story, String branch, String before, String after, String at, String... commits) {
        post(
                story,
                "git.push",
                "%s,'date':'%s','refUpdates':[{'name':'refs/heads/%s','oldObjectId':'%s','newObjectId':'%s'}],'commits':[%s]"
                        .formatted(repository(story), at, branch, before, after, String.join(",", commits)),
                at);
    }

    private static void change(
            SourceStory story,
            int number,
            String event,
            String status,
            String branch,
            String head,
            String merge,
            String description,
            String at) {
        post(
                story,
                "git.pullrequest." + event,
                ("%s,'pullRequestId':%d,'status':'%s','title':'Pears','description':'%s','createdBy':{'id':'7','displayName':'Ann'},"
                                + "'creationDate':'2025-03-04T09:05:00Z','closedDate':'%s','sourceRefName':'refs/heads/%s',"
                                + "'targetRefName':'refs/heads/main','lastMergeSourceCommit':{'commitId':'%s'},'lastMergeCommit':{'commitId':'%s'}")
                        .formatted(repository(story), number, status, description, at, branch, head, merge),
                at);
    }

    private static void deploy(SourceStory story, int id, String commit, String at) {
        post(
                story,
                "build.complete",
                ("%s,'id':%d,'result':'succeeded','definition':{'name':'Deploy'},'sourceVersion':'%s','sourceBranch':'refs/heads/main',"
                                + "'queueTime':'%4$s','startTime':'%4$s','finishTime':'%4$s'")
                        .formatted(repository(story), id, commit, at),
                at);
    }

    private static void incident(SourceStory story, String event, String resource) {
        post(
                story,
                "workitem." + event,
                "'id':5,'url':'https://dev.azure.com/acme/_apis/wit/workItems/5'," + resource,
                "2025-03-04T15:00:01Z");
    }

    private static String repository(SourceStory story) {
        String project = story.service().substring("shop-".length());
        return "'repository':{'id':'%1$s-api','name':'api','remoteUrl':'https://dev.azure.com/acme/%1$s/_git/api','project':{'name':'%1$s'}}"
                .formatted(project);
    }

    private static void post(SourceStory story, String event, String resource, String at) {
        String project = story.service().substring("shop-".length());
        story.posts(
                "azure-devops",
                "{'id':'$id','subscriptionId':'s1','notificationId':7,'eventType':'%s','createdDate':'%s','resource':{%s},'resourceContainers':{'project':{'id':'%s'}}}"
                        .formatted(event, at, resource, project)
                        .replace("$id", event + at),
                (body, _) -> Map.of("Authorization", PASSWORD));
    }
}
