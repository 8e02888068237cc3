package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The incidents that sources reported. */
public interface Incidents {

    /**
     * Those that match the filter, newest first.
     *
     * @throws UnknownService when the filter names an unknown service
     */
    Page<ListedIncident> page(IncidentFilter filter, @Nullable Position after, int limit);

    /** The incident with this id; empty for an issue that is not an incident, or was deleted. */
    Optional<ListedIncident> byId(UUID id);

    /** Those of pagers and trackers that no service takes and that name no deployment as their cause; the newest first. */
    List<UnmappedIncidents> unmapped(int limit);

    /** How many incidents those are. */
    long countUnmapped();
}
