package dev.throughline.dashboard.page.frame;

import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.history.CommitDetails;
import dev.throughline.engine.history.DeploymentCommit;
import dev.throughline.engine.sample.StartProvenance;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivered commit as a row of a table.
 *
 * @param sha in full
 * @param href its page on the forge; null when there is none
 * @param at when it was written; null when unknown
 * @param leadTime empty when it gives none
 * @param change number and title; empty when it belongs to none
 * @param notes how its lead time was found, or why it has none
 */
public record CommitRow(
        String sha,
        String shortSha,
        @Nullable String href,
        @Nullable Moment at,
        String leadTime,
        String exactly,
        String change,
        @Nullable String changeHref,
        List<String> notes) {

    public static CommitRow of(CommitDetails details, ZoneId zone) {
        DeploymentCommit commit = details.commit();
        DeploymentCommit.Origin change = commit.change();
        Integer seconds = commit.leadTimeSeconds();
        return new CommitRow(
                commit.sha(),
                CommitSha.shortened(commit.sha()),
                ForgeLink.commit(details.repository(), commit.sha()),
                commit.authorAt() == null ? null : Moment.of(commit.authorAt(), zone),
                seconds == null ? "" : Wording.duration(seconds.doubleValue()),
                seconds == null ? "" : Wording.exactly(seconds.doubleValue()),
                change == null
                        ? ""
                        : change.number() == null ? change.title() : "#" + change.number() + " " + change.title(),
                details.change() == null ? null : Paths.change(details.change()),
                notes(commit));
    }

    private static List<String> notes(DeploymentCommit commit) {
        List<String> notes = new ArrayList<>();
        if (commit.excluded() != null) {
            notes.add("No lead time: " + InWords.of(commit.excluded()) + ".");
        } else if (commit.startProvenance() != null) {
            notes.add(start(commit.startProvenance()));
        }
        if (commit.deliveredAs() != null) {
            notes.add("It arrived as " + CommitSha.shortened(commit.deliveredAs()) + ".");
        }
        commit.flags().stream().map(InWords::of).forEach(notes::add);
        return notes;
    }

    private static String start(StartProvenance start) {
        return switch (start) {
            case PR_COMMITS -> "Timed by its author, as its pull request lists it.";
            case BRANCH_PUSH -> "Timed by its author, as the push to its branch lists it.";
            case TRAILER -> "Timed from the commit it was picked from.";
            case PR_OPENED -> "Timed from the opening of its pull request, for want of better.";
            case COMMIT -> "Timed by its author.";
            case COMMITTED -> "Timed by its committer, for want of its author's time.";
        };
    }
}
