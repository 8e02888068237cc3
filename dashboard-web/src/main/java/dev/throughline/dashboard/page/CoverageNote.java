package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** How much of what happened the numbers rest on: one line of it. */
record CoverageNote(String label, String share, String counted) {

    static List<CoverageNote> of(Coverage coverage) {
        List<CoverageNote> notes = new ArrayList<>();
        add(notes, "Deployments whose commits are known exactly", coverage.deploymentsLinked());
        add(notes, "Deployments with an earlier one to compare with", coverage.deploymentsWithBaseline());
        add(notes, "Incidents linked to a deployment", coverage.incidentsLinked());
        new TreeMap<>(coverage.commitsByLink())
                .forEach((link, share) -> addSome(notes, "Commits linked " + link(link), share));
        new TreeMap<>(coverage.commitsByStart())
                .forEach((start, share) -> addSome(notes, "Commits timed from " + start(start), share));
        return notes;
    }

    /** One of several kinds: those that did not occur are not worth a line. */
    private static void addSome(List<CoverageNote> notes, String label, Coverage.Share share) {
        if (share.numerator() > 0) {
            add(notes, label, share);
        }
    }

    private static void add(List<CoverageNote> notes, String label, Coverage.Share share) {
        if (share.denominator() > 0) {
            notes.add(new CoverageNote(
                    label, Wording.percent(share.value()), share.numerator() + " of " + share.denominator()));
        }
    }

    private static String link(String word) {
        return switch (word) {
            case "graph" -> "by the commit graph";
            case "push" -> "by the pushes that listed them";
            case "head" -> "only as the head that was deployed";
            default -> "by " + word;
        };
    }

    private static String start(String word) {
        return switch (word) {
            case "pr_commits" -> "the commits of their pull request";
            case "branch_push" -> "the push to their branch";
            case "trailer" -> "the commit they were picked from";
            case "pr_opened" -> "the opening of their pull request, for want of better";
            case "commit" -> "their own author's time";
            case "committed" -> "their committer's time, for want of their author's";
            default -> word;
        };
    }
}
