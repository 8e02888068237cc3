package dev.throughline.server.acceptance;

import static dev.throughline.server.acceptance.Story.at;

import dev.throughline.demo.Commit;
import dev.throughline.demo.GitHubRepository;
import dev.throughline.demo.Issue;
import dev.throughline.demo.PullRequest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The vectors about what is read in what people and bots write, and what is an incident at all. */
class StatementVectorsIT extends Vectors {

    @Test
    @DisplayName(
            "C10 a cause is what a reader sees as one: not a template's comment, nor a word that only looks like it")
    void c10() {
        forward(4);
        String commits = "https://github.com/" + s.service() + "/commit/";
        Issue bold = s.incident("**Caused-by:** `" + s.sha("C2") + "`", "2026-03-04 10:30");
        Issue link = s.incident("Caused-by: " + commits + s.sha("C3"), "2026-03-04 10:31");
        Issue words = s.incident("Caused-by: [this](" + commits + s.sha("C3") + ")", "2026-03-04 10:32");
        Issue comment = s.incident("", "2026-03-04 10:33");
        s.github().comment(comment, "Root cause: " + s.prefix("C2"), at("2026-03-04 10:50"));
        List<Issue> nothing = List.of(
                s.incident("<!-- like this:\nroot cause: 0a1b2c3\n-->\nIt is down", "2026-03-04 10:34"),
                s.incident("Root cause: defaced page", "2026-03-04 10:35"),
                s.incident("Root cause: 20250303 migration", "2026-03-04 10:36"));
        tell();

        Incidents incidents = new Incidents(server, s);
        for (Issue cause : List.of(bold, comment)) {
            incidents.of(cause).isLinkedBy("declared").isOf("D2");
        }
        for (Issue cause : List.of(link, words)) {
            incidents.of(cause).isLinkedBy("declared").isOf("D3");
        }
        for (Issue none : nothing) {
            incidents.of(none).isLinkedBy("window").isOf("D4");
        }
        deployment("D1").hasNotFailed();
        march().failRate().is("numerator", 3).is("denominator", 4);
    }

    @Test
    @DisplayName(
            "C12 a hotfix that fixes an incident elsewhere: what that names failed, and not the one before the hotfix")
    void c12() {
        Repository byUrl = story.repository("by-url");
        Repository incidents = story.repository("incidents");
        incidents.github().countFrom(4);
        fixing(s, incidents.service() + "#5");
        fixing(byUrl, "https://github.com/" + incidents.service() + "/issues/6");
        for (Repository repository : List.of(s, byUrl)) {
            Issue incident = incidents.incident("Root cause: " + repository.prefix("c2"), "2026-03-02 10:10");
            incidents.close(incident, "2026-03-02 11:10");
        }
        tell();

        for (Repository repository : List.of(s, byUrl)) {
            Deployments deployments = new Deployments(server, repository);
            deployments.of("d2").hasFailedBy("declared/declared");
            deployments.of("d3").hasNotFailed();
            march(repository).failRate().is("numerator", 1).is("denominator", 4);
            march(repository).recovery().is("n", 1).isAbout("p50", 3600);
            march(repository).rework().is("numerator", 1).is("denominator", 4);
        }
    }

    @Test
    @DisplayName("C14 closed as not planned: no failure, and listed with that reason")
    void c14NotPlanned() {
        baseline(s);
        forward(1);
        Issue incident = s.incident("", "2026-03-01 10:30");
        s.github().close(incident, "not_planned", at("2026-03-01 10:35"));
        tell();

        deployment("D1").hasNotFailed();
        new Incidents(server, s).of(incident).isLinkedToNothing().isExcludedAs("not_planned");
        march().failRate().is("numerator", 0).is("denominator", 1);
        march().recovery().is("n", 0).is("open", 0);
    }

    @Test
    @DisplayName("C14 an issue of the type Incident is one, without a label")
    void c14Type() {
        forward(1);
        Issue incident = s.github().openIssueOfType("Incident", "It is broken", "", at("2026-03-01 10:30"));
        s.close(incident, "2026-03-01 11:00");
        s.github().openIssueOfType("Bug", "It is ugly", "", at("2026-03-01 10:31"));
        tell();

        deployment("D1").hasFailedBy("window/heuristic");
        new Incidents(server, s).of(incident).isLinkedBy("window").isOf("D1");
        march().recovery().is("n", 1).isAbout("p50", 1800);
    }

    @Test
    @DisplayName("C14 an incident while a rollout runs is that rollout's, and the recovery runs from its end")
    void c14Rollout() {
        s.push("2026-03-02 08:10", s.commit("A", "2026-03-02 08:00"));
        s.deployed("D1", "A", "2026-03-02 08:30");
        s.push("2026-03-02 09:40", s.commit("B", "2026-03-02 09:30"));
        s.request("D2", "B", "production", "2026-03-02 10:00");
        s.status("D2", "in_progress", "2026-03-02 10:00");
        s.status("D2", "success", "2026-03-02 10:30");
        s.close(s.incident("", "2026-03-02 10:20"), "2026-03-02 11:00");
        tell();

        deployment("D1").hasNotFailed();
        deployment("D2").hasFailedBy("window/heuristic");
        march().failRate().is("numerator", 1).is("denominator", 2);
        march().recovery().is("n", 1).isAbout("p50", 1800);
    }

    @Test
    @DisplayName("C15 release notes that a bot quotes say nothing; what a person writes does")
    void c15() {
        Repository person = story.repository("person");
        updating(s, "renovate[bot]");
        updating(person, "amara");
        tell();

        deployment("D2").hasNotFailed();
        deployment("D3").hasNotFailed().delivered("v 7140");
        march().failRate().is("numerator", 0).is("denominator", 2);
        march().rework().is("numerator", 0).is("denominator", 2);
        new Deployments(server, person).of("D2").hasFailedBy("revert/inferred");
        march(person).rework().is("numerator", 1).is("denominator", 2);
    }

    /** Pull request 2 is live, incident 7 long over; then comes an update whose notes name the numbers of another project. */
    private static void updating(Repository repository, String author) {
        baseline(repository);
        GitHubRepository github = repository.github();
        github.countFrom(1);
        repository.branch("topic", "c0", "2026-03-01 08:00");
        repository.push("topic", "2026-03-01 08:30", repository.commit("t", "2026-03-01 08:20"));
        PullRequest two = repository.open("topic", 1, "2026-03-01 08:40");
        repository.push(
                "2026-03-01 09:00",
                repository.commit("t", "2026-03-01 08:20"),
                repository.merge("m", two, "2026-03-01 09:00"));
        repository.merged(two, "m", "2026-03-01 09:00");
        repository.deployed("D2", "m", "2026-03-01 10:00");
        github.countFrom(6);
        repository.close(repository.incident("", "2026-02-01 10:00"), "2026-02-01 11:00");

        String title = "Update dependency lib to v2.0.1";
        String notes = "### v2.0.1\n\n- Fixes #7: a leak\n- Reverts #2 which broke builds\n";
        Commit update = new Commit(repository.sha("u"), title, at("2026-03-02 08:01"), null, author);
        Commit squash =
                new Commit(repository.sha("v"), title + " (#8)\n\n" + notes, at("2026-03-02 09:00"), null, author);
        repository.branch("update/lib-2.x", "m", "2026-03-02 08:00");
        repository.push("update/lib-2.x", "2026-03-02 08:01", update);
        PullRequest eight = github.open("update/lib-2.x", title, notes, author, 1, at("2026-03-02 08:02"));
        repository.push("2026-03-02 09:00", squash);
        repository.merged(eight, "v", "2026-03-02 09:00");
        repository.deployed("D3", "v", "2026-03-02 10:00");
    }

    /** Three deployments, and a fourth that brings a hotfix of an incident. */
    private static void fixing(Repository repository, String incident) {
        repository.push("2026-03-02 08:10", repository.commit("c1", "2026-03-02 08:00"));
        repository.deployed("d1", "c1", "2026-03-02 08:30");
        repository.push("2026-03-02 08:50", repository.commit("c2", "2026-03-02 08:40"));
        repository.deployed("d2", "c2", "2026-03-02 09:00");
        repository.push("2026-03-02 09:50", repository.commit("c3", "2026-03-02 09:40"));
        repository.deployed("d3", "c3", "2026-03-02 10:00");
        repository.branch("hotfix/x", "c3", "2026-03-02 10:30");
        repository.push("hotfix/x", "2026-03-02 10:31", repository.commit("h", "2026-03-02 10:30"));
        PullRequest fix = repository
                .github()
                .open("hotfix/x", "Mend it", "Fixes " + incident, "amara", 1, at("2026-03-02 10:35"));
        repository.push(
                "2026-03-02 10:50",
                repository.commit("h", "2026-03-02 10:30"),
                repository.merge("m", fix, "2026-03-02 10:50"));
        repository.merged(fix, "m", "2026-03-02 10:50");
        repository.deployed("d4", "m", "2026-03-02 11:00");
    }
}
