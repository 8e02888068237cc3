package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services that sources have reported. */
public interface Services {

    /** How far back {@link #undeployed} looks: anything older no longer counts as waiting. */
    int UNDEPLOYED_DAYS = 90;

    /** All of them by name. */
    Page<ListedService> page(@Nullable Position after, int limit);

    /** All of them by name, with only what a list needs. */
    List<NamedService> list();

    /**
     * The changes that were merged in the last {@value #UNDEPLOYED_DAYS} days and that no deployment to production is known to
     * contain, by service; without those that have none, and those that were never deployed.
     *
     * @param services their names
     */
    Map<String, Undeployed> undeployed(List<String> services);

    /**
     * The names of the services that a team owns.
     *
     * @throws UnknownService when it owns none
     */
    List<String> ofTeam(String team);

    /** The teams and environments of all services. */
    ScopeChoices choices();

    /**
     * The service with this name, ignoring case; an old name works too.
     *
     * @throws UnknownService when there is none
     */
    ListedService named(String name);
}
