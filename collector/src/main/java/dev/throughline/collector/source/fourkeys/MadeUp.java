package dev.throughline.collector.source.fourkeys;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that the generator makes up, whatever form it comes in. */
sealed interface MadeUp {

    /** When it came about. */
    Instant at();

    /**
     * Commits, of which one is the head.
     *
     * @param at when the head was written: nothing says when it was pushed
     */
    record Push(CommitSha head, Instant at, List<Written> commits) implements MadeUp {}

    record Written(CommitSha sha, Instant at) {}

    /**
     * A commit that was deployed.
     *
     * @param id drawn by chance, so that it may come twice
     */
    record Deployed(String id, CommitSha sha, State state, Instant at) implements MadeUp {}

    /**
     * An issue as it stands.
     *
     * @param number drawn by chance, so that it may come twice
     * @param resolvedAt null while it is open
     */
    record Issue(
            long number,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            Instant at,
            String title,
            String text,
            List<String> labels)
            implements MadeUp {}
}
