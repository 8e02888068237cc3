package dev.throughline.engine.sample;

import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.HiddenCommits;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the deployments of one service with stored samples delivered. */
public interface KeptDeliveries {

    /** All of it. */
    EarlierDeliveries earlier();

    /** What truncated pushes hid from them. */
    HiddenCommits hidden();

    /**
     * Those of these origins that one of them has delivered, or has given a lead time for.
     *
     * @param except a deployment of which a part may be kept already; null when there is none
     */
    Set<CommitSha> sampledOrigins(Collection<CommitSha> origins, @Nullable UUID except);

    /**
     * The same of commits that none of them has delivered as they are: those that it has given a lead time for under another
     * hash, squashed or picked.
     */
    Set<CommitSha> sampledElsewhere(Collection<CommitSha> fresh, @Nullable UUID except);
}
