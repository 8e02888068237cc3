package dev.throughline.dashboard.page.incident;

import dev.throughline.dashboard.page.frame.Fact;
import dev.throughline.dashboard.page.frame.ForgeLink;
import dev.throughline.dashboard.page.frame.Piece;
import dev.throughline.dashboard.page.frame.Piece.Sentence;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.page.frame.WebLink;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.IncidentDetails;
import dev.throughline.engine.history.IncidentExclusion;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An incident as shown on its page.
 *
 * @param name its number; empty when it has none
 * @param state open or resolved, and for how long
 * @param linked how it is linked to deployments, in words
 * @param takesVerdicts whether it counts, so that there is something to overrule
 * @param blamed the deployments that it is evidence against, a sentence each
 */
record IncidentView(
        String name,
        String title,
        @Nullable String service,
        @Nullable String serviceHref,
        String forge,
        @Nullable String forgeHref,
        String state,
        boolean isOpen,
        String linked,
        boolean takesVerdicts,
        List<List<Piece>> blamed,
        List<Fact> facts) {

    static IncidentView of(IncidentDetails details, ZoneId zone, Instant now) {
        ListedIncident incident = details.incident();
        boolean isOpen = incident.resolvedAt() == null;
        Instant end = incident.resolvedAt() == null ? now : incident.resolvedAt();
        double seconds = Math.max(0, Duration.between(incident.openedAt(), end).toSeconds());
        return new IncidentView(
                incident.number() == null ? incident.externalId() : "#" + incident.number(),
                incident.title(),
                incident.service(),
                incident.service() == null ? null : ServicePath.of(incident.service(), "?"),
                ForgeLink.name(details.repository()),
                WebLink.orNull(incident.url()),
                (isOpen ? "Open for " : "Resolved after ") + Wording.duration(seconds),
                isOpen,
                InWords.of(incident.linkedBy()),
                incident.excluded() == null,
                blamed(details, zone),
                facts(details, zone));
    }

    private static List<List<Piece>> blamed(IncidentDetails details, ZoneId zone) {
        return details.blamed().stream()
                .map(blamed -> {
                    ListedDeployment deployment = details.deployments().get(blamed.deployment());
                    if (deployment == null) {
                        return null;
                    }
                    Sentence sentence = Piece.sentence()
                            .deployment(deployment)
                            .text((deployment.service() == null ? "" : " of " + deployment.service()) + ", live ")
                            .at(deployment.at(), zone)
                            .text(Boolean.TRUE.equals(deployment.failed()) ? ", which failed: " : ": ")
                            .text(
                                    switch (blamed.evidence().rule()) {
                                        case EXPLICIT -> "a report or a person names it";
                                        case DECLARED -> "the incident names it as its cause";
                                        case WINDOW ->
                                            "the incident opened after it, within the attribution window (weak evidence)";
                                        case ROLLBACK, REVERT, HOTFIX -> InWords.of(blamed.evidence());
                                    });
                    String sha = blamed.evidence().sha();
                    if (sha != null) {
                        sentence.text(", commit ").sha(sha, ForgeLink.commit(details.repository(), sha));
                    }
                    return sentence.done();
                })
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Fact> facts(IncidentDetails details, ZoneId zone) {
        ListedIncident incident = details.incident();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Opened", Piece.sentence().at(incident.openedAt(), zone).done()));
        facts.add(new Fact(
                "Resolved",
                incident.resolvedAt() == null
                        ? Piece.sentence().text("not yet").done()
                        : Piece.sentence().at(incident.resolvedAt(), zone).done()));
        details.causes()
                .forEach(cause -> facts.add(new Fact(
                        "Named as its cause",
                        Piece.sentence()
                                .text(cause.word())
                                .text(cause.isExplicit() ? ", by a person or a report" : ", in its text")
                                .done())));
        if (incident.excluded() != null) {
            facts.add(new Fact(
                    "Left out",
                    Piece.sentence().text(reason(incident.excluded())).done()));
        }
        facts.add(new Fact(
                "Reported by",
                Piece.sentence()
                        .text(incident.source() + ", where its id is " + incident.externalId())
                        .done()));
        return facts;
    }

    /** Why it is not an incident. */
    static String reason(IncidentExclusion excluded) {
        return switch (excluded) {
            case NOT_PLANNED -> "closed as not planned, so it counts as no incident";
            case DUPLICATE -> "closed as a duplicate: the other one counts";
            case MOVED -> "moved elsewhere: its copy there counts";
            case PROMOTED -> "turned into an epic, so it counts as no incident";
        };
    }
}
