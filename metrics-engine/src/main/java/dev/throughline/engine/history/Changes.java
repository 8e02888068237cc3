package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merged changes that sources reported. */
public interface Changes {

    /**
     * Those that pass the filter, the newest merge first.
     *
     * @throws UnknownService when the filter names a service that nobody has heard of
     */
    Page<ListedChange> page(ChangeFilter filter, @Nullable Position after, int limit);

    /**
     * Those of some services, whenever they were merged.
     *
     * @param services names in any case, old ones too; empty means all
     * @param isDeployed whether a deployment to production is known to contain it; null means either
     * @throws UnknownService when a service is named that nobody has heard of
     */
    default Page<ListedChange> page(
            List<String> services, @Nullable Boolean isDeployed, @Nullable Position after, int limit) {
        return page(new ChangeFilter(services, isDeployed, null, null, null, null), after, limit);
    }
}
