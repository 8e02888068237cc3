package dev.throughline.engine.history;

import dev.throughline.engine.metric.Basis;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Profile;
import dev.throughline.engine.metric.Scope;
import dev.throughline.engine.metric.UnknownService;
import dev.throughline.engine.metric.Window;
import org.jspecify.annotations.Nullable;

/** What numbers are made of. The sum of the parts is the number: {@link dev.throughline.engine.metric.FourKeys} tells the same. */
public interface Parts {

    /**
     * The parts of a metric, and what was left out of it, newest first.
     *
     * @param basis of the lead time; says nothing for other metrics
     * @param profile by whose rules they count
     * @throws UnknownService when the scope names a service that nobody has heard of
     */
    Page<Part> page(
            Metric metric,
            Scope scope,
            Window window,
            Basis basis,
            Profile profile,
            @Nullable Position after,
            int limit);

    /** The same by our own rules. */
    default Page<Part> page(
            Metric metric, Scope scope, Window window, Basis basis, @Nullable Position after, int limit) {
        return page(metric, scope, window, basis, Profile.DORA, after, limit);
    }
}
