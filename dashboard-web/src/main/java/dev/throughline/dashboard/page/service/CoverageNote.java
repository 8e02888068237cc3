package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.metric.Coverage;
import java.util.ArrayList;
import java.util.List;

/** How much of what happened is behind the numbers: one line. */
record CoverageNote(String label, String share, String counted) {

    static List<CoverageNote> of(Coverage coverage) {
        List<CoverageNote> notes = new ArrayList<>();
        add(notes, "Deployments whose commits are known exactly", coverage.deploymentsLinked());
        add(notes, "Deployments with an earlier one to compare with", coverage.deploymentsWithBaseline());
        add(notes, "Incidents linked to a deployment", coverage.incidentsLinked());
        coverage.commitsByLink().forEach((link, share) -> addSome(notes, "Commits linked " + InWords.of(link), share));
        coverage.commitsByStart()
                .forEach((start, share) -> addSome(notes, "Commits timed from " + InWords.of(start), share));
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
}
