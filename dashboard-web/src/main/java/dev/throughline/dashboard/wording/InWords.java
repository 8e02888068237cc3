package dev.throughline.dashboard.wording;

import dev.throughline.engine.attribution.Evidence.Rule;
import dev.throughline.engine.history.Evidence;
import dev.throughline.engine.history.IncidentLink;
import dev.throughline.engine.history.Outcome;
import dev.throughline.engine.linking.DeploymentKind;
import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.sample.Exclusion;
import dev.throughline.engine.sample.StartProvenance;
import org.jspecify.annotations.Nullable;

/** The vocabulary of the API in words for people. A new value must get its words here before anything compiles. */
public final class InWords {

    private InWords() {}

    /** What a deployment is, e.g. {@code rollback}. */
    public static String of(DeploymentKind kind) {
        return switch (kind) {
            case INITIAL -> "first";
            case REDEPLOY -> "redeploy";
            case ROLLBACK -> "rollback";
            case FORWARD -> "forward";
        };
    }

    /** How a deployment went, e.g. {@code succeeded}. */
    public static String of(Outcome outcome) {
        return switch (outcome) {
            case SUCCESS -> "succeeded";
            case FAILURE -> "did not get through";
            case CANCELLED -> "cancelled";
            case IN_PROGRESS -> "in progress";
        };
    }

    /** Why a deployment is considered failed, as a sentence. */
    public static String of(Evidence evidence) {
        return switch (evidence.rule()) {
            case EXPLICIT ->
                evidence.incident() == null
                        ? "Reported as failed, by its source or a person."
                        : "Reported as the cause of an incident.";
            case DECLARED -> "An incident names it as its root cause.";
            case ROLLBACK -> "It was rolled back.";
            case REVERT -> "What it delivered was reverted.";
            case HOTFIX -> "A hotfix followed.";
            case WINDOW -> "An incident opened after it, within the attribution window (weak evidence).";
        };
    }

    /** Why a deployment is considered unplanned repair, by the rule by which another one failed, as a sentence. */
    public static String remedy(Rule rule) {
        return switch (rule) {
            case EXPLICIT -> "A person said so.";
            case DECLARED -> "It fixes an incident.";
            case ROLLBACK -> "It rolled another one back.";
            case REVERT -> "It reverted what another one had delivered.";
            case HOTFIX -> "It is a hotfix.";
            case WINDOW -> "It fixes an incident that opened after another one (weak evidence).";
        };
    }

    /** What to know about a deployment or a sample, as a sentence. */
    public static String of(Flag flag) {
        return switch (flag) {
            case AMBIGUOUS -> "Which commits it delivered is uncertain, so none is counted.";
            case UNLINKED -> "Its commits are not known, so none is counted.";
            case REDELIVERED -> "It brought back a version that had been rolled back.";
            case NON_FAST_FORWARD -> "It is older than what it replaced and had not been deployed before.";
            case NEGATIVE_CLAMPED -> "A time that would be negative counts as 0.";
            case CLOCK_SKEW -> "A clock ran ahead: the time of the push counts.";
            case STALE -> "It delivered a commit more than a year old.";
            case PR_OPENED -> "Timed from the opening of a pull request.";
        };
    }

    /** Why something is not part of a number, e.g. {@code a merge commit}. */
    public static String of(Exclusion reason) {
        return switch (reason) {
            case EXCLUDED -> "taken out by a person";
            case REDEPLOY -> "the same version again";
            case MERGED -> "part of the rollout of another deployment";
            case NOT_SUCCEEDED -> "it did not succeed";
            case ROLLBACK -> "a rollback, which by an option does not count here";
            case REMEDIATION -> "a repair, which by an option does not count here";
            case MERGE -> "a merge commit";
            case SQUASHED -> "squashed; its original commits count";
            case NO_BASELINE -> "delivered by the first deployment, before which nothing is known";
            case UNLINKED -> "its deployment's commits are not known";
            case AMBIGUOUS -> "which deployment delivered it is uncertain";
            case ALREADY_DELIVERED -> "an earlier deployment delivered the same change";
            case BOT -> "a bot wrote it, and by an option people's count";
            case PERSON -> "a person wrote it, and by an option bots' count";
            case PATH -> "it changes no file of this service";
            case UNKNOWN_PATHS -> "which files it changes is not known, so it may belong to another service";
            case NO_CHANGE -> "it belongs to no change";
            case NOT_POSITIVE -> "it took no time, and this profile counts only what did";
            case NOT_STORED -> "what this profile counts is not stored for it";
            case UNRESOLVED -> "the cause that it names is not known";
            case NOT_CHANGE_RELATED -> "no deployment shortly before it";
        };
    }

    /** How an incident is linked to a deployment; null means not at all. */
    public static String of(@Nullable IncidentLink link) {
        return switch (link) {
            case null -> "not linked to a deployment";
            case EXPLICIT -> "linked to a deployment by hand";
            case DECLARED -> "names the deployment that caused it";
            case WINDOW -> "linked to the deployment before it (weak evidence)";
            case UNRESOLVED -> "names a cause that is not known here";
        };
    }

    /** How a commit is known to have been delivered, after "linked". */
    public static String of(Link.By link) {
        return switch (link) {
            case GRAPH -> "by the commit graph";
            case PUSH -> "by the pushes that listed them";
            case HEAD -> "only as the head that was deployed";
        };
    }

    /** Where the start of a lead time was read, after "timed from". */
    public static String of(StartProvenance start) {
        return switch (start) {
            case PR_COMMITS -> "the commits of their pull request";
            case BRANCH_PUSH -> "the push to their branch";
            case TRAILER -> "the commit they were picked from";
            case PR_OPENED -> "the opening of their pull request, for want of better";
            case COMMIT -> "their own author's time";
            case COMMITTED -> "their committer's time, for want of their author's";
        };
    }
}
