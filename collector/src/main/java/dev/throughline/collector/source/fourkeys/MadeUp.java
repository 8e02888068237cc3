package dev.throughline.collector.source.fourkeys;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.fact.DeploymentStatus.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that the generator makes up, in either format. */
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
     * @param id random, so it may occur twice
     */
    record Deployed(String id, CommitSha sha, State state, Instant at) implements MadeUp {}

    /**
     * An issue in its current state.
     *
     * @param number random, so it may occur twice
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
