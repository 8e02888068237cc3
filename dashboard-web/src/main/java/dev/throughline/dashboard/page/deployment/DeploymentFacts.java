package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.Fact;
import dev.throughline.dashboard.page.frame.Piece;
import dev.throughline.dashboard.page.frame.Piece.Sentence;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.ListedDeployment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Further facts about a deployment. */
final class DeploymentFacts {

    private final DeploymentDetails details;
    private final ZoneId zone;
    private final List<Fact> facts = new ArrayList<>();

    private DeploymentFacts(DeploymentDetails details, ZoneId zone) {
        this.details = details;
        this.zone = zone;
    }

    static List<Fact> of(DeploymentDetails details, ZoneId zone) {
        DeploymentFacts facts = new DeploymentFacts(details, zone);
        facts.collect();
        return facts.facts;
    }

    private void collect() {
        ListedDeployment deployment = details.deployment();
        add("Started", at(deployment.startedAt()));
        if (deployment.finishedAt() != null) {
            add("Finished", at(deployment.finishedAt()));
        }
        if (deployment.ref() != null && !deployment.ref().equals(deployment.sha())) {
            add("Ref", Piece.sentence().text(deployment.ref()));
        }
        add(
                "Environment",
                Piece.sentence()
                        .text(deployment.environment()
                                + (deployment.tier().equals("production")
                                        ? ""
                                        : ", which is not production (" + deployment.tier() + "): it does not count")));
        if (deployment.kind() != null) {
            add("Kind", Piece.sentence().text(InWords.of(deployment.kind())));
        }
        if (deployment.linkedBy() != null) {
            add("Linked", Piece.sentence().text(InWords.of(deployment.linkedBy())));
        }
        place();
        merged(deployment);
        add("Reported by", Piece.sentence().text(deployment.source() + ", where its id is " + deployment.externalId()));
    }

    private void place() {
        DeploymentDetails.Place place = details.place();
        if (place == null) {
            return;
        }
        Sentence baseline = named(place.before());
        add(
                "Baseline",
                baseline == null
                        ? Piece.sentence()
                                .text("none: it is the first of its service, so its commits give no lead time")
                        : place.hasBaseline()
                                ? baseline
                                : baseline.text(
                                        ", but no push or commit graph leads back to it: send the commit graph"));
        Sentence after = named(place.after());
        if (after != null) {
            add("Replaced by", after);
        }
        if (place.failedAt() != null) {
            add("Failing since", at(place.failedAt()));
            add("Restored", restored(place.failedAt(), place.restoredAt()));
        }
        if (place.isRework()) {
            add("Rework", Piece.sentence().text("yes, it was unplanned repair"));
        }
    }

    private Sentence restored(Instant failedAt, @Nullable Instant restoredAt) {
        if (restoredAt == null) {
            return Piece.sentence().text("not yet");
        }
        double seconds = Math.max(0, Duration.between(failedAt, restoredAt).toSeconds());
        return at(restoredAt).text(", after " + Wording.duration(seconds));
    }

    private void merged(ListedDeployment deployment) {
        Sentence whole = named(deployment.mergedInto());
        if (whole != null) {
            add("Part of", whole.text(", as one rollout: it does not count by itself"));
        }
        for (UUID id : details.merged()) {
            ListedDeployment part = details.deployments().get(id);
            if (part != null) {
                add(
                        "One rollout with",
                        Piece.sentence()
                                .deployment(part)
                                .text(" to " + part.environment() + " at ")
                                .at(part.at(), zone));
            }
        }
    }

    private @Nullable Sentence named(@Nullable UUID id) {
        ListedDeployment other = id == null ? null : details.deployments().get(id);
        return other == null
                ? null
                : Piece.sentence().deployment(other).text(" of ").at(other.at(), zone);
    }

    private Sentence at(Instant instant) {
        return Piece.sentence().at(instant, zone);
    }

    private void add(String label, Sentence answer) {
        facts.add(new Fact(label, answer.done()));
    }
}
