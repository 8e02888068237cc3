package dev.throughline.demo;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Merges branches with merge commits and releases every other Thursday: large batches, rollbacks, incidents that last for days. */
final class LedgerTeam extends Team {

    private static final List<String> SUBJECTS = List.of(
            "postings", "the year-end closing", "bank statements", "exchange rates", "the audit trail", "invoices");

    private String live = "";
    private int incidents;

    LedgerTeam(Consumer<Delivery> outbox) {
        super(910_003, "acme/ledger", SUBJECTS, outbox);
    }

    @Override
    void plan(LocalDate day) {
        if (!isWorkday(day)) {
            return;
        }
        if (happens(60)) {
            agenda.at(at(day, 10).plusSeconds(random.nextInt(14_400)), this::propose);
        }
        boolean isReleaseWeek = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) % 2 == 0;
        if (isReleaseWeek && day.getDayOfWeek() == DayOfWeek.TUESDAY) {
            agenda.at(at(day, 15), this::stage);
        }
    }

    private void propose() {
        String title = someTitle();
        List<Commit> commits = commits(2 + random.nextInt(4), between(ofHours(10), ofHours(90)));
        propose("topic/" + random.nextInt(1_000_000), title, "", commits, ofDays(3), () -> {});
    }

    private void propose(
            String branch, String title, String body, List<Commit> commits, Duration patience, Runnable afterwards) {
        repository.push(branch, agenda.now(), commits);
        PullRequest change = repository.open(
                branch, title, body, somebody(), commits.size(), agenda.now().plusSeconds(60));
        atWorkAfter(patience.dividedBy(6), patience, () -> {
            repository.approve(change, somebody(), agenda.now());
            after(ofMinutes(10), ofMinutes(50), () -> {
                merge(change, commits);
                afterwards.run();
            });
        });
    }

    private void merge(PullRequest change, List<Commit> commits) {
        Commit merge = commit(
                "Merge pull request #" + change.number() + " from acme/" + change.branch() + "\n\n" + change.title(),
                Duration.ZERO);
        List<Commit> arriving = new ArrayList<>(commits);
        arriving.add(merge);
        repository.push("main", agenda.now(), arriving);
        repository.merged(change, merge.sha(), agenda.now());
    }

    private void stage() {
        String sha = repository.head("main");
        deploy("staging", sha, "success", ofMinutes(25), () -> after(ofHours(45), ofHours(48), () -> release(sha)));
    }

    private void release(String sha) {
        if (happens(20)) {
            deploy("production", sha, "error", ofMinutes(40), () -> after(ofHours(1), ofHours(2), () -> promote(sha)));
        } else {
            promote(sha);
        }
    }

    private void promote(String sha) {
        String before = live;
        deploy("production", sha, "success", between(ofMinutes(50), ofMinutes(70)), () -> {
            live = sha;
            if (!before.isEmpty() && happens(35)) {
                after(ofHours(2), ofHours(20), () -> breakDown(before, sha));
            }
        });
    }

    /** Rolls back after hours, or fixes forward after days; now and then an incident stays open for months. */
    private void breakDown(String good, String bad) {
        Issue incident = repository.openIssue("Balances do not add up", "", List.of("Incident", "sev1"), agenda.now());
        boolean lingers = ++incidents % 3 == 0;
        if (happens(60)) {
            after(
                    ofHours(3),
                    ofHours(10),
                    () -> deploy("production", good, "success", ofMinutes(45), () -> {
                        live = good;
                        revert(bad);
                    }));
        } else {
            after(ofHours(12), ofHours(30), () -> fix(incident));
        }
        after(
                ofHours(6),
                ofHours(30),
                () -> repository.edit(incident, "Root cause: " + bad.substring(0, 7), agenda.now()));
        Duration atLeast = lingers ? ofDays(90) : ofHours(31);
        Duration atMost = lingers ? ofDays(150) : ofHours(90);
        after(atLeast, atMost, () -> repository.close(incident, agenda.now()));
    }

    private void revert(String bad) {
        Commit revert = commit("Revert \"Close the books\"\n\nThis reverts commit " + bad + ".", ofMinutes(20));
        propose(
                "revert-" + random.nextInt(1_000_000),
                "Revert \"Close the books\"",
                "",
                List.of(revert),
                ofHours(6),
                () -> {});
    }

    private void fix(Issue incident) {
        String branch = "hotfix/" + incident.number();
        List<Commit> commits = commits(1, ofHours(2));
        propose(branch, "Add up balances again", "Closes #" + incident.number(), commits, ofHours(3), () -> {
            String sha = repository.head("main");
            after(ofHours(1), ofHours(3), () -> deploy("production", sha, "success", ofMinutes(55), () -> live = sha));
        });
    }
}
