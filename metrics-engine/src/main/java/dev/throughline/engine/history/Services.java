package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The services that sources have told of. */
public interface Services {

    /** All of them by name. */
    Page<ListedService> page(@Nullable Position after, int limit);

    /**
     * The names of the services that a team owns.
     *
     * @throws UnknownService when it owns none
     */
    List<String> ofTeam(String team);

    /** The teams and environments of all services. */
    ScopeChoices choices();

    /**
     * The service of this name, in any case; an old name will do.
     *
     * @throws UnknownService when there is none
     */
    ListedService named(String name);
}
