package dev.throughline.engine.history;

import dev.throughline.engine.linking.Flag;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.sample.Exclusion;
import dev.throughline.engine.sample.StartProvenance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit that a deployment delivered first.
 *
 * @param authorAt when it was written; null when unknown
 * @param isMerge whether it is a merge commit, which gives no sample
 * @param leadTimeSeconds null when it gives no sample
 * @param startProvenance where its lead time starts
 * @param linkedBy how it is known to have been delivered
 * @param deliveredAs for an original commit of a squashed or rebased change, the commit that arrived instead
 * @param excluded why it gives no sample; null when it gives one
 */
public record DeploymentCommit(
        String sha,
        @Nullable Instant authorAt,
        boolean isMerge,
        @Nullable Integer leadTimeSeconds,
        @Nullable StartProvenance startProvenance,
        Link.@Nullable By linkedBy,
        @Nullable Origin change,
        @Nullable String deliveredAs,
        @Nullable Exclusion excluded,
        List<Flag> flags) {

    /** The change that a commit belongs to. */
    public record Origin(
            @Nullable Long number, String title, @Nullable String url) {}
}
