package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;

import dev.throughline.demo.PullRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vectors about how a change reaches main or a release branch, and that it is one change however it does. */
class ChangeVectorsIT extends Vectors {

    @Test
    @DisplayName("L12 a merge queue: the squash is older than the merge")
    void l12() {
        baseline(s);
        PullRequest change = branchOfTwo();
        String queue = "gh-readonly-queue/main/pr-1-" + s.sha("c0");
        s.push(queue, "2026-03-02 10:40", s.commit("m", "2026-03-02 10:40", "Change by topic (#1)"));
        s.push("2026-03-02 11:05", s.commit("m", "2026-03-02 10:40", "Change by topic (#1)"));
        s.merged(change, "m", "2026-03-02 11:05");
        s.github().deleteBranch(queue, at("2026-03-02 11:05"));
        s.deployed("D", "m", "2026-03-02 12:00");
        tell();

        deployment("D").hasFlags().delivered("m 10800", "m 7200");
        march().leadTime().is("n", 2).isAbout("p50", 9000);
        march("change").leadTime().is("n", 1).isAbout("p50", 10800);
        march("merge").leadTime().is("n", 1).isAbout("p50", 3300);
    }

    @Test
    @DisplayName("L12 a batch of a merge queue: each squash is that of its own pull request")
    void l12Batch() {
        baseline(s);
        PullRequest one = branchOfTwo();
        s.branch("other", "c0", "2026-03-02 09:15");
        s.push("other", "2026-03-02 09:45", s.commit("c", "2026-03-02 09:30"), s.commit("d", "2026-03-02 09:40"));
        PullRequest other = s.open("other", 2, "2026-03-02 10:20");
        s.push(
                "gh-readonly-queue/main/pr-1-" + s.sha("c0"),
                "2026-03-02 10:40",
                s.commit("m", "2026-03-02 10:40", "Change by topic (#1)"));
        s.push(
                "gh-readonly-queue/main/pr-2-" + s.sha("m"),
                "2026-03-02 10:41",
                s.commit("n", "2026-03-02 10:41", "Change by other (#2)"));
        s.push(
                "2026-03-02 11:05",
                s.commit("m", "2026-03-02 10:40", "Change by topic (#1)"),
                s.commit("n", "2026-03-02 10:41", "Change by other (#2)"));
        s.merged(one, "m", "2026-03-02 11:05");
        s.merged(other, "n", "2026-03-02 11:05");
        s.deployed("D", "n", "2026-03-02 12:00");
        tell();

        deployment("D").hasFlags().delivered("m 10800", "m 7200", "n 9000", "n 8400");
        march("change").leadTime().is("n", 2).isAbout("mean", 9900);
        march("merge").leadTime().is("n", 2).isAbout("p50", 3300);
    }

    @Test
    @DisplayName("L13 a fork merged with a merge commit that is titled like the pull request: its two commits alone")
    void l13() {
        baseline(s);
        PullRequest change = s.github().openFromFork(s.sha("b"), "topic", "Change by topic", 2, at("2026-03-02 10:30"));
        s.push(
                "2026-03-02 11:00",
                s.commit("a", "2026-03-02 09:00"),
                s.commit("b", "2026-03-02 10:00"),
                s.commit("m", "2026-03-02 11:00", "Change by topic (#1)"));
        s.merged(change, "m", "2026-03-02 11:00");
        s.deployed("D", "m", "2026-03-02 12:00");
        tell();

        deployment("D").hasFlags().delivered("a 10800", "b 7200");
        march().leadTime().is("n", 2).isAbout("p50", 9000);
        march("change").leadTime().is("n", 1).isAbout("p50", 10800);
        march("merge").leadTime().is("n", 1).isAbout("p50", 3600);
    }

    @Test
    @DisplayName("L14 a squash that is picked to a release branch arrives with whichever branch is live first")
    void l14() {
        baseline(s);
        s.branch("release-1", "c0", "2026-03-02 08:00");
        PullRequest change = branchOfTwo();
        s.push("2026-03-02 10:30", s.commit("m", "2026-03-02 10:30", "Change by topic (#1)"));
        s.merged(change, "m", "2026-03-02 10:30");
        String message = "Change by topic (#1)\n\n(cherry picked from commit " + s.sha("m") + ")";
        s.branch("backport", "c0", "2026-03-02 10:40");
        s.push("backport", "2026-03-02 10:41", s.commit("p", "2026-03-02 10:30", message));
        PullRequest backport = s.open("backport", "release-1", 1, "2026-03-02 10:42");
        s.push(
                "release-1",
                "2026-03-02 11:00",
                s.commit("p", "2026-03-02 10:30", message),
                s.merge("n", backport, "2026-03-02 11:00"));
        s.merged(backport, "n", "2026-03-02 11:00");
        s.deployed("release", "n", "2026-03-02 12:00");
        s.deployed("main", "m", "2026-03-03 12:00");
        tell();

        deployment("release").delivered("p 10800", "p 7200");
        deployment("main").isKind("forward").delivered();
        march().frequency().is("count", 2);
        march().leadTime().is("n", 2).isAbout("p50", 9000);
        march("change").leadTime().is("n", 1).isAbout("p50", 10800);
        march("merge").leadTime().is("n", 1).isAbout("p50", 5400);
    }

    @Test
    @DisplayName("L15 a branch that is live before its merge delivers there, and main brings nothing again")
    void l15() {
        baseline(s);
        s.push("topic", "2026-03-02 09:05", s.commit("t", "2026-03-02 09:00"));
        PullRequest change = s.open("topic", 1, "2026-03-02 09:10");
        s.deployed("branch", "t", "2026-03-02 10:00");
        s.push("2026-03-02 10:30", s.commit("m", "2026-03-02 10:30", "Change by topic (#1)"));
        s.merged(change, "m", "2026-03-02 10:30");
        s.deployed("main", "m", "2026-03-02 11:00");
        tell();

        deployment("branch").isKind("forward").hasFlags().delivered("t 3600");
        deployment("main").isKind("forward").delivered();
        march().frequency().is("count", 2);
        march().leadTime().is("n", 1).isAbout("p50", 3600);
        march("change").leadTime().is("n", 1).isAbout("p50", 3600);
    }

    @Test
    @DisplayName("C11 a hotfix merged to main and then to develop is one")
    void c11() {
        s.push("2026-03-02 08:05", s.commit("c1", "2026-03-02 08:00"));
        s.branch("develop", "c1", "2026-03-02 08:06");
        s.deployed("d1", "c1", "2026-03-02 08:30");
        s.push("develop", "2026-03-02 08:41", s.commit("f", "2026-03-02 08:40"));
        s.push("2026-03-02 09:01", s.commit("c2", "2026-03-02 09:00"));
        s.deployed("d2", "c2", "2026-03-02 10:00");
        s.branch("hotfix/x", "c2", "2026-03-02 10:29");
        s.push("hotfix/x", "2026-03-02 10:31", s.commit("h", "2026-03-02 10:30"));
        PullRequest toMain = s.open("hotfix/x", 1, "2026-03-02 10:35");
        s.push("2026-03-02 10:50", s.commit("h", "2026-03-02 10:30"), s.merge("m1", toMain, "2026-03-02 10:50"));
        s.merged(toMain, "m1", "2026-03-02 10:50");
        s.deployed("d3", "m1", "2026-03-02 11:00");
        PullRequest toDevelop = s.open("hotfix/x", "develop", 2, "2026-03-02 11:05");
        s.push(
                "develop",
                "2026-03-02 11:10",
                s.commit("c2", "2026-03-02 09:00"),
                s.commit("h", "2026-03-02 10:30"),
                s.merge("m2", toDevelop, "2026-03-02 11:10"));
        s.merged(toDevelop, "m2", "2026-03-02 11:10");
        PullRequest release = s.open("develop", 3, "2026-03-03 08:50");
        s.push(
                "2026-03-03 09:00",
                s.commit("f", "2026-03-02 08:40"),
                s.merge("m2", toDevelop, "2026-03-02 11:10"),
                s.merge("m3", release, "2026-03-03 09:00"));
        s.merged(release, "m3", "2026-03-03 09:00");
        s.deployed("d4", "m3", "2026-03-03 10:00");
        tell();

        deployment("d2").hasFailedBy("hotfix/inferred");
        deployment("d3").hasNotFailed().delivered("h 1800");
        deployment("d4").hasNotFailed().delivered("f 91200");
        march().failRate().is("numerator", 1).is("denominator", 4);
        march().recovery().is("n", 1).isAbout("p50", 3600);
        march().rework().is("numerator", 1).is("denominator", 4);
    }

    /** A pull request of a 09:00 and b 10:00. */
    private PullRequest branchOfTwo() {
        s.branch("topic", "c0", "2026-03-02 08:30");
        s.push("topic", "2026-03-02 10:10", s.commit("a", "2026-03-02 09:00"), s.commit("b", "2026-03-02 10:00"));
        return s.open("topic", 2, "2026-03-02 10:15");
    }
}
