package dev.throughline.engine.sample;

import dev.throughline.engine.attribution.AttributionOptions;
import dev.throughline.engine.attribution.IncidentCase;
import dev.throughline.engine.attribution.Ruling;
import dev.throughline.engine.attribution.Trigger;
import dev.throughline.engine.attribution.Work;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What tells of failure and repair in one service. */
public interface Testimony {

    /**
     * What its deployments delivered that may repair others, by the samples as they now stand.
     *
     * @param bugs whether any bug fix is asked for
     */
    List<Work> works(AttributionOptions.Bugs bugs);

    /** The same of what these deployments delivered. */
    List<Work> works(AttributionOptions.Bugs bugs, Collection<UUID> deployments);

    /** Its incidents that nobody took out, and such elsewhere that name a deployment of it as their cause. */
    List<IncidentCase> incidents();

    /** What people, and sources beside statuses, say of its deployments, by id; nothing for most. */
    Map<UUID, Ruling> rulings();

    /**
     * Whether one of these signs is there of some deployments. In doubt it is. Whatever {@link #incidents} or {@link #rulings} read of a
     * deployment has its sign.
     *
     * @param deployments some whose samples were just made, with what went into them, and those that changed
     * @param since when the first of them began, at the earliest
     */
    boolean isAnySaid(Set<Trigger.OfWord> triggers, Collection<UUID> deployments, Instant since);
}
