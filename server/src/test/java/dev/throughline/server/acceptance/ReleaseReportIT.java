package dev.throughline.server.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.throughline.demo.PullRequest;
import dev.throughline.server.ThroughlineApplication;
import dev.throughline.server.acceptance.CommentingForge.Comment;
import dev.throughline.server.release.ReportCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a release did, as a pipeline asks for it, and on the pull requests that it delivered. */
class ReleaseReportIT {

    private static final FullServer SERVER = FullServer.shared();
    private static final Story STORY = new Story("release-report");
    private static final Repository S = STORY.repository("s");
    private static final String HOSTILE = "topic</td><script>alert(1)</script>@everyone_*x*|fixes#7";
    private static String list = "";

    private final CommentingForge forge = new CommentingForge();
    private String out = "";
    private String err = "";

    @BeforeAll
    static void tell() {
        S.push("2026-03-01 09:00", S.commit("c0", "2026-03-01 08:00"));
        S.deployed("D0", "c0", "2026-03-01 10:00");
        S.branch(HOSTILE, "c0", "2026-03-02 09:00");
        S.push(HOSTILE, "2026-03-02 10:05", S.commit("a", "2026-03-02 09:00"), S.commit("b", "2026-03-02 10:00"));
        PullRequest change = S.open(HOSTILE, 2, "2026-03-02 10:30");
        S.push("2026-03-02 11:00", S.commit("m", "2026-03-02 11:00", "Change (#1)"));
        S.merged(change, "m", "2026-03-02 11:00");
        S.push("2026-03-02 11:30", S.commit("direct", "2026-03-02 11:10"));
        S.deployed("D1", "direct", "2026-03-02 12:00");
        S.deployed("back", "c0", "2026-03-02 12:30");
        S.request("D2", "m", "production", "2026-03-03 12:00");
        S.status("D2", "failure", "2026-03-03 12:00");
        SERVER.tell(STORY);
        list = "/repos/%s/issues/%d/comments".formatted(S.service(), change.number());
    }

    @AfterEach
    void close() {
        forge.close();
    }

    @Test
    void tellsWhatAReleaseDid() {
        assertThat(release("--sha=" + S.prefix("direct"))).isZero();

        assertThat(out)
                .startsWith("### `" + S.prefix("direct") + "` was deployed to production\n")
                .contains("2026-03-02 12:00 UTC")
                .contains("**It failed.** It was rolled back.")
                .contains("[#1](<https://github.com/" + S.service() + "/pull/1>)")
                .contains(" | 3 h | 1 h 30 min | ")
                .contains("Beside these it delivered 1 commit without a pull or merge request.")
                .contains("Lead time, median: **2 h** from 3 commits. Usual in the 90 days up to it: n/a (0 commits).")
                .contains("There are too few commits to say what is usual.")
                .contains("Change fail rate in these 90 days: 0 % (0 of 1 deployment, 95 % interval 0 % to ")
                .doesNotContain("<script>", "@everyone", "*x*", "fixes#7", "</td>");
        assertThat(out.lines().filter(line -> line.startsWith("| [#1]")))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.chars().filter(sign -> sign == '|')).hasSize(8));
    }

    @Test
    void findsADeploymentByTheIdOfItsSourceAndByOurs() {
        assertThat(release("--deployment=" + S.externalId("D0"))).isZero();
        assertThat(out).contains("Nothing was deployed before it, so what it delivered cannot be known.");

        String id = new Deployments(SERVER, S).of("D0").item().path("id").asString();
        String same = out;
        assertThat(run("release", "--deployment=" + id, server())).isZero();
        assertThat(out).isEqualTo(same).contains("/deployments/" + id);
    }

    @Test
    void commentsOnceAndRenewsWhatItSaid() {
        forge.said(list, 7, "Nice.");
        assertThat(commented()).isZero();
        assertThat(err).contains(S.service() + "#1: commented");
        assertThat(forge.at(list)).hasSize(2);
        Comment comment = forge.at(list).getLast();
        assertThat(comment.body()).startsWith("<!-- throughline:release:").contains(out);

        assertThat(commented()).isZero();
        assertThat(err).contains("the comment says it already");
        assertThat(forge.writes()).hasSize(1);

        forge.at(list)
                .replaceAll(one -> one.id() == comment.id()
                        ? new Comment(
                                one.id(),
                                one.author(),
                                one.type(),
                                one.body().replace("It failed", "It has not failed"))
                        : one);
        assertThat(commented()).isZero();
        assertThat(err).contains("the comment was renewed");
        assertThat(forge.writes())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("PATCH ")
                .endsWith("/comments/" + comment.id());
        assertThat(forge.at(list)).hasSize(2).last().isEqualTo(comment);
    }

    @Test
    void leavesAloneWhatOthersMarkedLikeIt() {
        assertThat(commented()).isZero();
        String marked = forge.at(list).getLast().body();
        forge.at(list).clear();
        forge.said(list, 7, marked.replace("It failed", "All is well"));

        assertThat(commented()).isZero();

        assertThat(forge.at(list)).hasSize(2);
        assertThat(forge.at(list).getFirst().body()).contains("All is well");
    }

    @Test
    void commentsOnceWithTheTokenOfAWorkflow() {
        forge.isWorkflow();
        assertThat(commented()).isZero();
        assertThat(commented()).isZero();
        assertThat(forge.writes()).hasSize(1);
    }

    @Test
    void commentsOnMergeRequestsOfGitLab() {
        String service = "release-report/lab";
        String url = "https://gitlab.com/group/sub/shop/-/merge_requests/9";
        SERVER.report("changes", """
                {"service":"%s","id":"9","repository":"group/sub/shop","merged_at":"2026-03-02T11:00:00Z","opened_at":"2026-03-02T10:00:00Z",
                 "commits":[{"sha":"%s","author_at":"2026-03-02T09:00:00Z"}],"merge_commit_sha":"%s","title":"Round totals","url":"%s"}
                """.formatted(service, sha("1"), sha("1"), url));
        for (String one : List.of("0 2026-03-01T10:00:00Z", "1 2026-03-02T12:00:00Z")) {
            SERVER.report(
                    "deployments",
                    "{\"service\":\"%s\",\"id\":\"d%s\",\"environment\":\"production\",\"repository\":\"group/sub/shop\",\"sha\":\"%s\",\"finished_at\":\"%s\"}"
                            .formatted(service, one.charAt(0), sha(one.substring(0, 1)), one.substring(2)));
        }
        SERVER.upload("""
                {"repository":"group/sub/shop","sha":"%s","parents":"","author_at":"2026-03-01T09:00:00Z","committer_at":"2026-03-01T09:00:00Z"}
                {"repository":"group/sub/shop","sha":"%s","parents":"%s","author_at":"2026-03-02T09:00:00Z","committer_at":"2026-03-02T09:00:00Z"}
                """.formatted(sha("0"), sha("1"), sha("0")).getBytes(StandardCharsets.UTF_8));
        SERVER.settle();

        for (int i = 0; i < 2; i++) {
            assertThat(run(
                            "release",
                            "--service=" + service,
                            "--deployment=d1",
                            server(),
                            "--comment",
                            "--gitlab.token=" + CommentingForge.TOKEN,
                            "--gitlab.api-url=" + forge.url()))
                    .as(err)
                    .isZero();
        }
        assertThat(out).contains("](<" + url + ">)");
        assertThat(forge.writes()).containsExactly("POST /api/v4/projects/group%2Fsub%2Fshop/merge_requests/9/notes");
    }

    private static String sha(String one) {
        return ("b" + one).repeat(20);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(release("--sha=" + S.prefix("direct"), "--comment")).isEqualTo(1);
        assertThat(err).contains("--comment needs a token: set THROUGHLINE_GITHUB_TOKEN or THROUGHLINE_GITLAB_TOKEN");

        assertThat(commentedBy("wrong", forge.url())).isEqualTo(1);
        assertThat(err).contains("the token is not valid").doesNotContain("wrong");

        forge.refuses(403);
        assertThat(commented()).isEqualTo(1);
        assertThat(err)
                .contains(S.service() + "#1: the token may not comment here")
                .contains("Must have write access");

        forge.refuses(500);
        assertThat(commented()).isEqualTo(1);
        assertThat(err).contains("did not say whether it took the comment");

        assertThat(commentedBy(CommentingForge.TOKEN, "https://ghe.example.org/api/v3"))
                .isEqualTo(1);
        assertThat(err)
                .contains("it is at github.com, and THROUGHLINE_GITHUB_API_URL is the address of ghe.example.org");
        assertThat(forge.writes()).isEmpty();
    }

    @Test
    void saysWhichDeploymentIsNotThere() {
        assertThat(release("--sha=abcdef1")).isEqualTo(1);
        assertThat(err).contains("there is no deployment of commit abcdef1 of " + S.service());
        assertThat(out).isEmpty();

        assertThat(release("--deployment=" + S.externalId("D2"))).isEqualTo(1);
        assertThat(err).contains("did not succeed");

        assertThat(run("release", "--service=nobody/knows", "--sha=abcdef1", server(), "--wait=0"))
                .isEqualTo(1);
        assertThat(err).contains("no service is called 'nobody/knows'");

        assertThat(run("release", "--service=x", "--sha=abcdef1", "--server=http://127.0.0.1:1", "--wait=0"))
                .isEqualTo(1);
        assertThat(err).contains("no server of Throughline answers at http://127.0.0.1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "weekly",
                "release",
                "release --sha=abcdef1",
                "release --service=x",
                "release --service=x --sha=abc",
                "release --service=x --sha=abcdef1 --deployment=1",
                "release --service=x --sha=abcdef1 --wait=long",
                "release --service=x --sha=abcdef1 --server=http://throughline.example.org",
                "release --service=x --sha=abcdef1 --comments"
            })
    void refusesWrongArguments(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err).startsWith("throughline: ");
    }

    private int release(String... more) {
        List<String> all = new ArrayList<>(List.of("release", "--service=" + S.service(), server(), "--wait=0"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private int commented() {
        return commentedBy(CommentingForge.TOKEN, forge.url());
    }

    private int commentedBy(String token, String api) {
        return release("--sha=" + S.sha("direct"), "--comment", "--github.token=" + token, "--github.api-url=" + api);
    }

    private static String server() {
        return "--server=" + SERVER.address();
    }

    private int run(String... arguments) {
        var written = new ByteArrayOutputStream();
        var complained = new ByteArrayOutputStream();
        int status = new ReportCommand(
                        ThroughlineApplication.class,
                        new PrintStream(written, true, StandardCharsets.UTF_8),
                        new PrintStream(complained, true, StandardCharsets.UTF_8),
                        Clock.systemUTC())
                .run(List.of(arguments));
        out = written.toString(StandardCharsets.UTF_8);
        err = complained.toString(StandardCharsets.UTF_8);
        return status;
    }
}
