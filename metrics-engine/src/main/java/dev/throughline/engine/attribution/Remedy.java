package dev.throughline.engine.attribution;

import java.util.UUID;

/** A deployment delivered something that was made to repair. Only what it was surely the first to deliver is a remedy. */
public sealed interface Remedy {

    /** The deployment that delivered it. */
    UUID deployment();

    /**
     * A revert.
     *
     * @param sha the reverting commit
     * @param reverted the deployment that was the first to deliver what is reverted
     */
    record Revert(UUID deployment, String sha, UUID reverted) implements Remedy {}

    /**
     * A change labelled or named as a hotfix.
     *
     * @param sha the commit that its merge ended in
     * @param isLinked whether it says which incident it fixes: then that incident is the evidence
     */
    record Hotfix(UUID deployment, String sha, boolean isLinked) implements Remedy {}

    /** A change or commit that says which incident it fixes. */
    record LinkedFix(UUID deployment) implements Remedy {}

    /** A change that fixes a bug which nobody calls an incident, unplanned or a hotfix. */
    record BugFix(UUID deployment) implements Remedy {}
}
