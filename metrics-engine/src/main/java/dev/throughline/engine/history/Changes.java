package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merged changes that sources reported. */
public interface Changes {

    /**
     * Those that match the filter, newest merge first.
     *
     * @throws UnknownService when the filter names an unknown service
     */
    Page<ListedChange> page(ChangeFilter filter, @Nullable Position after, int limit);

    /**
     * Those of some services, whenever they were merged.
     *
     * @param services names, ignoring case, old ones too; empty means all
     * @param isDeployed whether a deployment to production is known to contain it; null means either
     * @throws UnknownService when an unknown service is named
     */
    default Page<ListedChange> page(
            List<String> services, @Nullable Boolean isDeployed, @Nullable Position after, int limit) {
        return page(new ChangeFilter(services, isDeployed, null, null, null, null), after, limit);
    }
}
