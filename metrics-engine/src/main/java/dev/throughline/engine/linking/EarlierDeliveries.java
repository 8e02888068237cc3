package dev.throughline.engine.linking;

import dev.throughline.engine.fact.CommitSha;
import java.util.Collection;
import java.util.Set;

/** What the deployments before the first one being linked have delivered. */
public interface EarlierDeliveries {

    /** Whether it is worth looking up a commit: false if it was certainly not delivered. Answered from memory. */
    default boolean mayContain(CommitSha sha) {
        return true;
    }

    /** Nothing was delivered before: linking starts at the beginning. */
    EarlierDeliveries NONE = new EarlierDeliveries() {
        @Override
        public boolean mayContain(CommitSha sha) {
            return false;
        }

        @Override
        public Set<CommitSha> certain(Collection<CommitSha> shas) {
            return Set.of();
        }

        @Override
        public Set<CommitSha> possible(Collection<CommitSha> shas) {
            return Set.of();
        }
    };

    /** Those of these commits that an earlier deployment certainly contains. */
    Set<CommitSha> certain(Collection<CommitSha> shas);

    /** Those of these commits that an earlier ambiguous deployment may contain. */
    Set<CommitSha> possible(Collection<CommitSha> shas);
}
