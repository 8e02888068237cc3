package dev.throughline.engine.attribution;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a deployment delivered, with what shows whether it was made as a repair. Only what it certainly delivered first. The rules
 * decide what is a repair.
 */
public sealed interface Work {

    /** The deployment that delivered it. */
    UUID deployment();

    /**
     * A merged change.
     *
     * @param sha the commit that its merge resulted in
     * @param labels in lower case
     * @param branch name of its branch
     * @param fixesIncident whether it says which incident it fixes
     */
    record Change(
            UUID deployment, UUID id, @Nullable String sha, Set<String> labels, String branch, boolean fixesIncident)
            implements Work {}

    /** A commit that says which incident it fixes. */
    record FixingCommit(UUID deployment) implements Work {}

    /**
     * An issue that a change or a commit closes.
     *
     * @param change the change that closes it, itself or by a commit; null when the commit belongs to none
     * @param labels in lower case
     * @param isIncident whether the issue is an incident that counts
     */
    record ClosedIssue(UUID deployment, @Nullable UUID change, Set<String> labels, boolean isIncident)
            implements Work {}

    /**
     * A change or a commit that reverts something.
     *
     * @param sha the reverting commit
     * @param reverted the deployment that first delivered what is reverted
     */
    record Revert(UUID deployment, String sha, UUID reverted) implements Work {}
}
