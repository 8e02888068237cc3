package dev.throughline.dashboard.page.deployment;

import dev.throughline.dashboard.page.frame.ForgeLink;
import dev.throughline.dashboard.page.frame.Piece;
import dev.throughline.dashboard.page.frame.Piece.Sentence;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.history.DeploymentDetails;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.ListedDeployment;
import dev.throughline.engine.history.ListedIncident;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence in words, each with links to its basis. */
record EvidenceSentences(DeploymentDetails details, ZoneId zone) {

    /** Why the deployment is considered failed. */
    List<List<Piece>> against() {
        return details.deployment().evidence().stream().map(this::against).toList();
    }

    private List<Piece> against(Evidence evidence) {
        Sentence sentence = Piece.sentence();
        ListedIncident incident =
                evidence.incident() == null ? null : details.incidents().get(evidence.incident());
        ListedDeployment other =
                evidence.deployment() == null ? null : details.deployments().get(evidence.deployment());
        switch (evidence.rule()) {
            case EXPLICIT -> explicit(sentence, incident);
            case DECLARED -> {
                incident(sentence, incident).text(" names ");
                if (evidence.sha() == null) {
                    sentence.text("it");
                } else {
                    sentence.text("commit ")
                            .sha(evidence.sha(), ForgeLink.commit(details.repository(), evidence.sha()));
                }
                sentence.text(" as its cause");
            }
            case ROLLBACK -> by(sentence.text("rolled back "), other);
            case REVERT -> {
                sentence.text("what it delivered was reverted");
                if (evidence.sha() != null) {
                    sentence.text(" by commit ")
                            .sha(evidence.sha(), ForgeLink.commit(details.repository(), evidence.sha()));
                }
                if (other != null) {
                    sentence.text(", live with ").deployment(other).text(" at ").at(other.at(), zone);
                }
            }
            case HOTFIX -> by(sentence.text("followed by a hotfix, delivered "), other);
            case WINDOW -> {
                incident(sentence, incident);
                sentence.text(" opened ")
                        .text(incident == null ? "soon" : after(incident))
                        .text(" it");
            }
        }
        return sentence.text(" (" + confidence(evidence.confidence()) + ")").done();
    }

    private static void explicit(Sentence sentence, @Nullable ListedIncident incident) {
        if (incident == null) {
            sentence.text("its source or a person said so");
        } else {
            sentence.incident(incident).text(" is said to be caused by it");
        }
    }

    private static Sentence incident(Sentence sentence, @Nullable ListedIncident incident) {
        return incident == null ? sentence.text("an incident") : sentence.incident(incident);
    }

    private void by(Sentence sentence, @Nullable ListedDeployment other) {
        if (other == null) {
            sentence.text("by a later deployment");
        } else {
            sentence.text("by ").deployment(other).text(" at ").at(other.at(), zone);
        }
    }

    private String after(ListedIncident incident) {
        long seconds =
                Duration.between(details.deployment().at(), incident.openedAt()).toSeconds();
        return seconds < 0 ? "during" : Wording.duration((double) seconds) + " after";
    }

    private static String confidence(Confidence confidence) {
        return switch (confidence) {
            case EXPLICIT -> "said outright";
            case DECLARED -> "declared";
            case INFERRED -> "inferred";
            case HEURISTIC -> "by time alone: weak evidence";
        };
    }

    /** What the deployment repaired. */
    List<List<Piece>> repaired() {
        return details.remedied().stream().map(this::repaired).toList();
    }

    private List<Piece> repaired(Evidence evidence) {
        Sentence sentence = Piece.sentence().text(InWords.remedy(evidence.rule()));
        ListedDeployment other =
                evidence.deployment() == null ? null : details.deployments().get(evidence.deployment());
        if (other != null) {
            sentence.text(" The one that failed: ")
                    .deployment(other)
                    .text(" of ")
                    .at(other.at(), zone)
                    .text(".");
        }
        return sentence.done();
    }
}
