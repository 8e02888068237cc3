package dev.throughline.demo;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Squash-merges reviewed pull requests to staging and releases every Tuesday; what breaks is fixed forward by a hotfix. */
final class CatalogTeam extends Team {

    private static final List<String> SUBJECTS =
            List.of("search", "product pages", "image sizes", "stock levels", "the price index", "facets", "imports");

    private String staged = "";
    private String live = "";

    CatalogTeam(Consumer<Delivery> outbox) {
        super(910_002, "acme/catalog", SUBJECTS, outbox);
    }

    @Override
    void plan(LocalDate day) {
        if (!isWorkday(day)) {
            return;
        }
        for (int i = random.nextInt(3); i < 2; i++) {
            agenda.at(at(day, 9).plusSeconds(random.nextInt(21_600)), this::propose);
        }
        if (day.getDayOfWeek() == DayOfWeek.TUESDAY) {
            agenda.at(at(day, 10), this::release);
        }
    }

    private void propose() {
        String title = someTitle();
        String branch = title.toLowerCase(Locale.ROOT).replace(' ', '-') + "-" + random.nextInt(1_000);
        int count = 1 + random.nextInt(3);
        repository.push(branch, agenda.now(), commits(count, between(ofHours(2), ofHours(40))));
        after(ofMinutes(1), ofMinutes(10), () -> {
            PullRequest change = repository.open(branch, title, "", somebody(), count, agenda.now());
            atWorkAfter(ofHours(1), ofHours(20), () -> review(change, count));
        });
    }

    private void review(PullRequest change, int count) {
        if (happens(50)) {
            repository.push(change.branch(), agenda.now(), commits(1, ofMinutes(30)));
            after(ofMinutes(1), ofMinutes(2), () -> repository.synchronize(change, count + 1, agenda.now()));
        }
        atWorkAfter(ofHours(1), ofHours(8), () -> {
            repository.approve(change, somebody(), agenda.now());
            after(ofMinutes(5), ofMinutes(90), () -> squash(change, false));
        });
    }

    /** Merges as one new commit, and takes that to staging; a hotfix goes on to production. */
    private void squash(PullRequest change, boolean isHotfix) {
        Commit squashed = commit(change.title() + " (#" + change.number() + ")", ofMinutes(0));
        repository.push("main", agenda.now(), List.of(squashed));
        repository.merged(change, squashed.sha(), agenda.now());
        repository.deleteBranch(change.branch(), agenda.now().plusSeconds(2));
        after(
                ofMinutes(3),
                ofMinutes(6),
                () -> deploy("staging", squashed.sha(), "success", ofMinutes(4), () -> {
                    staged = squashed.sha();
                    if (isHotfix) {
                        promote(staged);
                    }
                }));
    }

    private void release() {
        String sha = staged;
        if (sha.isEmpty() || sha.equals(live)) {
            return;
        }
        if (happens(15)) {
            deploy(
                    "production",
                    sha,
                    "failure",
                    ofMinutes(9),
                    () -> after(ofMinutes(30), ofMinutes(80), () -> promote(sha)));
        } else {
            promote(sha);
        }
    }

    private void promote(String sha) {
        deploy("production", sha, "success", between(ofMinutes(8), ofMinutes(14)), () -> {
            live = sha;
            if (happens(20)) {
                after(ofMinutes(20), ofHours(5), () -> breakDown(sha));
            }
        });
    }

    private void breakDown(String bad) {
        Issue incident = repository.openIssue(
                "Product pages are wrong", "Customers see stale data.", List.of("incident", "sev2"), agenda.now());
        after(ofMinutes(40), ofHours(3), () -> {
            String branch = "hotfix/" + incident.number();
            repository.push(branch, agenda.now(), commits(1, ofMinutes(25)));
            PullRequest fix = repository.open(branch, "Stop serving stale data", "", somebody(), 1, agenda.now());
            repository.label(fix, "hotfix", agenda.now().plusSeconds(20));
            after(ofMinutes(10), ofMinutes(40), () -> squash(fix, true));
        });
        after(ofHours(4), ofHours(9), () -> repository.close(incident, agenda.now()));
        if (happens(60)) {
            after(ofDays(1), ofDays(3), () -> declare(incident, bad));
        }
    }

    private void declare(Issue incident, String bad) {
        repository.edit(incident, "Customers saw stale data.\n\nRoot cause: " + bad.substring(0, 7), agenda.now());
    }
}
