package dev.throughline.engine.history;

import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.sample.Exclusion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of the things behind a number, or one that was left out. */
public sealed interface Part {

    /** When it happened, by the time that decides whether it is in the window. */
    Instant at();

    /**
     * Something behind the number.
     *
     * @param deployment the deployment that counts, or that delivered the commit; null when an incident counts
     * @param incident the incident that counts, by the rules of another profile; null otherwise
     * @param sha for a lead time: the commit, or the one that the merge of the change resulted in; null otherwise
     * @param change the change of a lead time; null when it has none, and for other metrics
     * @param contribution 1 when it is counted in a numerator or is a sample, 0 when it is only in the denominator
     * @param seconds the sample; null when it gives none
     * @param evidence why the deployment is considered failed; for the rework rate, what the deployment remedied
     */
    record Counted(
            Instant at,
            @Nullable UUID deployment,
            @Nullable UUID incident,
            @Nullable String sha,
            DeploymentCommit.@Nullable Origin change,
            int contribution,
            @Nullable Integer seconds,
            List<Evidence> evidence,
            List<Flag> flags)
            implements Part {}

    /**
     * Something left out of the number. At least one of deployment, sha and incident is present.
     */
    record LeftOut(
            Instant at,
            @Nullable UUID deployment,
            @Nullable String sha,
            @Nullable UUID incident,
            Exclusion reason) implements Part {}
}
