package dev.throughline.engine.fact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The merge of a change.
 *
 * @param commit the commit that merge, squash or rebase ended in; null when the source does not say
 */
public record Merge(Instant at, @Nullable CommitSha commit) {}
