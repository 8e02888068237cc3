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

/** The indications of failure and repair in one service. */
public interface Testimony {

    /**
     * What its deployments delivered that may repair others, according to the current samples.
     *
     * @param bugs whether any bug fix is wanted
     */
    List<Work> works(AttributionOptions.Bugs bugs);

    /** The same for what these deployments delivered. */
    List<Work> works(AttributionOptions.Bugs bugs, Collection<UUID> deployments);

    /** Its incidents that were not excluded, and those elsewhere that name one of its deployments as their cause. */
    List<IncidentCase> incidents();

    /** What people, and sources apart from statuses, say about its deployments, by id; nothing for most. */
    Map<UUID, Ruling> rulings();

    /**
     * Whether some deployments show one of these signs. In doubt they do. Everything that {@link #incidents} or {@link #rulings} read about
     * a deployment has its sign.
     *
     * @param deployments some whose samples were just made, with those merged into them, and those that changed
     * @param since when the first of them began, at the earliest
     */
    boolean isAnySaid(Set<Trigger.OfWord> triggers, Collection<UUID> deployments, Instant since);
}
