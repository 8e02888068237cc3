package dev.throughline.dashboard.page.change;

import dev.throughline.dashboard.page.frame.CommitRow;
import dev.throughline.dashboard.page.frame.Fact;
import dev.throughline.dashboard.page.frame.ForgeLink;
import dev.throughline.dashboard.page.frame.Piece;
import dev.throughline.dashboard.page.frame.Piece.Sentence;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.page.frame.WebLink;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ChangeDetails;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.ListedDeployment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as shown on its page.
 *
 * @param name its number, or its title when it has none
 * @param journeys its path in each of its services
 * @param commits those that its deployments delivered first
 * @param listed its own commits if none of them is delivered yet
 */
record ChangeView(
        String name,
        String title,
        String forge,
        @Nullable String forgeHref,
        List<Journey> journeys,
        List<Fact> facts,
        List<CommitRow> commits,
        List<Piece> listed) {

    /**
     * The path of a change to production in one service.
     *
     * @param state whether it is live, and how long it took or has waited
     * @param deployment the deployment that made it live, as a sentence; empty when none did
     */
    record Journey(String service, String serviceHref, String state, List<Piece> deployment, List<StageView> stages) {}

    static ChangeView of(ChangeDetails details, ZoneId zone) {
        ListedChange change = details.deliveries().getFirst();
        return new ChangeView(
                change.number() == null ? "" : "#" + change.number(),
                change.title(),
                ForgeLink.name(details.repository()),
                WebLink.orNull(change.url()),
                details.deliveries().stream()
                        .map(each -> journey(details, each, zone))
                        .toList(),
                facts(details, change, zone),
                details.commits().stream()
                        .map(commit -> CommitRow.of(commit, zone))
                        .toList(),
                details.commits().isEmpty() ? listed(details) : List.of());
    }

    private static Journey journey(ChangeDetails details, ListedChange change, ZoneId zone) {
        ListedDeployment deployment =
                change.deployment() == null ? null : details.deployments().get(change.deployment());
        Sentence live = Piece.sentence();
        if (deployment != null) {
            live.text("Made live by ")
                    .deployment(deployment)
                    .text(" at ")
                    .at(deployment.at(), zone)
                    .text(".");
        }
        return new Journey(
                change.service(),
                ServicePath.of(change.service(), "?"),
                state(change),
                live.done(),
                StageView.of(change.stages()));
    }

    private static String state(ListedChange change) {
        if (change.ageSeconds() != null) {
            return "Waiting to be deployed since its merge, "
                    + Wording.duration(change.ageSeconds().doubleValue()) + " ago";
        }
        return change.leadTimeSeconds() == null
                ? "Live. No lead time: which deployment delivered it first is not certain, or nothing is known before it"
                : "Live " + Wording.duration(change.leadTimeSeconds().doubleValue()) + " after its first commit";
    }

    private static List<Fact> facts(ChangeDetails details, ListedChange change, ZoneId zone) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "Opened", change.openedAt(), zone);
        add(facts, "First review", change.firstReviewAt(), zone);
        add(facts, "Approved", change.approvedAt(), zone);
        add(facts, "Merged", change.mergedAt(), zone);
        facts.add(new Fact(
                "Branch",
                Piece.sentence()
                        .text(details.branch() + " into " + details.target())
                        .done()));
        if (details.mergeSha() != null) {
            facts.add(new Fact(
                    "Ended in commit",
                    Piece.sentence()
                            .sha(details.mergeSha(), ForgeLink.commit(details.repository(), details.mergeSha()))
                            .done()));
        }
        if (!details.labels().isEmpty()) {
            facts.add(new Fact(
                    "Labels",
                    Piece.sentence().text(String.join(", ", details.labels())).done()));
        }
        facts.add(new Fact(
                "Repository", Piece.sentence().text(details.repository().name()).done()));
        return facts;
    }

    private static void add(List<Fact> facts, String label, @Nullable Instant at, ZoneId zone) {
        if (at != null) {
            facts.add(new Fact(label, Piece.sentence().at(at, zone).done()));
        }
    }

    private static List<Piece> listed(ChangeDetails details) {
        Sentence sentence = Piece.sentence();
        for (String sha : details.listed()) {
            sentence.sha(sha, ForgeLink.commit(details.repository(), sha)).text(" ");
        }
        return sentence.done();
    }
}
