package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.IncidentCase;
import dev.throughline.engine.attribution.Remedy;
import dev.throughline.engine.attribution.Ruling;
import dev.throughline.engine.fact.CommitSha;
import dev.throughline.engine.linking.Attempt;
import dev.throughline.engine.linking.CommitGraph;
import dev.throughline.engine.linking.EarlierDeliveries;
import dev.throughline.engine.linking.HiddenCommits;
import dev.throughline.engine.linking.PushGraph;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of one service, within one transaction. */
public interface ServiceFacts {

    /** Its successes in production that nobody took out, in no order. */
    List<Attempt> attempts();

    /** The same of these deployments only. */
    List<Attempt> attempts(Collection<UUID> deployments);

    /** The same of these deployments and of whatever else their runs deployed. */
    List<Attempt> rollouts(Collection<UUID> deployments);

    /** Whether reports tell of its deployments: where their commits are may be found out, or turn out to be otherwise, at any time. */
    boolean hasReports();

    /**
     * Whether no incident, nobody's word and no hash of a revert that becomes ambiguous tells of these deployments. In doubt it is not so. Whatever
     * {@link #incidents} or {@link #rulings} read of a deployment has its sign here.
     *
     * @param deployments some whose samples were just made, with what went into them, and those that changed
     * @param since when the first of them succeeded
     */
    boolean areUnremarkable(Collection<UUID> deployments, Instant since);

    /**
     * The pushes to its repositories.
     *
     * @param deployments how many deployments are about to be linked: how far to read ahead
     */
    PushGraph pushes(int deployments);

    /** The commit graph, which is of all services. */
    CommitGraph commitGraph();

    /** Those of these commits that pushes listed or the commit graph has; where both do, the graph is right. */
    Map<CommitSha, KnownCommit> commits(Collection<CommitSha> shas);

    /** The merged changes that ended in one of these commits. */
    List<MergedChange> changesMergedAs(Collection<CommitSha> shas);

    /** The merged changes whose branch ended in one of these commits. */
    List<MergedChange> changesHeadedAt(Collection<CommitSha> heads);

    /** What the deployments whose samples are kept have delivered. */
    EarlierDeliveries earlierDeliveries();

    /** What truncated pushes hid from the deployments whose samples are kept. */
    HiddenCommits hidden();

    /**
     * Those of these origins that a deployment whose samples are kept has delivered, or has given a lead time for.
     *
     * @param except a deployment of which a part may be kept already; null when there is none
     */
    Set<CommitSha> sampledOrigins(Collection<CommitSha> origins, @Nullable UUID except);

    /**
     * The same of commits that no deployment whose samples are kept has delivered as they are: those that it has given a lead time for under another
     * hash, squashed or picked.
     */
    Set<CommitSha> sampledElsewhere(Collection<CommitSha> fresh, @Nullable UUID except);

    /**
     * What its deployments delivered to repair others, by the samples as they now stand.
     *
     * @param bugs whether any bug fix is asked for
     */
    List<Remedy> remedies(AttributionOptions.Bugs bugs);

    /** The same of what these deployments delivered. */
    List<Remedy> remedies(AttributionOptions.Bugs bugs, Collection<UUID> deployments);

    /** Its incidents that nobody took out, and such elsewhere that name a deployment of it as their cause. */
    List<IncidentCase> incidents();

    /** What people, and sources beside statuses, say of its deployments, by id; nothing for most. */
    Map<UUID, Ruling> rulings();
}
