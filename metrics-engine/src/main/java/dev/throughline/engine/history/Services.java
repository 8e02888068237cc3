package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import org.jspecify.annotations.Nullable;

/** The services that sources have told of. */
public interface Services {

    /** All of them by name. */
    Page<ListedService> page(@Nullable Position after, int limit);

    /**
     * The service of this name, in any case; an old name will do.
     *
     * @throws UnknownService when there is none
     */
    ListedService named(String name);
}
