package dev.throughline.engine.history;

import dev.throughline.engine.metric.UnknownService;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The merged changes that sources reported. */
public interface Changes {

    /**
     * Those of some services, the newest merge first.
     *
     * @param services names in any case, old ones too; empty means all
     * @param isDeployed whether a deployment to production is known to contain it; null means either
     * @throws UnknownService when a service is named that nobody has heard of
     */
    Page<ListedChange> page(List<String> services, @Nullable Boolean isDeployed, @Nullable Position after, int limit);
}
