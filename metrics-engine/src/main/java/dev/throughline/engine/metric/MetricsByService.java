package dev.throughline.engine.metric;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The five metrics of every service in one query. The same numbers as {@link FourKeys}, service by service. */
public interface MetricsByService {

    /**
     * The metrics of each service over a window, by name.
     *
     * @param environment name of an environment; null means every production environment
     */
    SortedMap<String, FiveMetrics> report(Window window, @Nullable String environment);

    /**
     * The metrics of each service of a scope over a window and over the one before it, in one statement however many they are.
     *
     * @param interval how to cut the window into buckets; null for none
     * @param profile the counting rules
     * @return by name; empty when there is no service at all
     * @throws UnknownService when the scope names an unknown service
     * @throws TooManyBuckets when the interval would cut the window into more than {@value TooManyBuckets#MOST}
     * @throws UnknownZone when the database does not know the zone of the window
     */
    List<ServiceReport> reports(Scope scope, Window window, @Nullable Interval interval, Basis basis, Profile profile);

    /**
     * The metrics of each of several scopes, its services pooled as {@link FourKeys} pools them, over a window and over the one before it,
     * in one statement however many they are. Unknown services are left out.
     *
     * @param interval how to cut the window into buckets; null for none
     * @param profile the counting rules
     * @return one for each scope, in their order
     * @throws TooManyBuckets when the interval would cut the window into more than {@value TooManyBuckets#MOST}
     * @throws UnknownZone when the database does not know the zone of the window
     */
    List<Trend> pooled(List<Scope> scopes, Window window, @Nullable Interval interval, Basis basis, Profile profile);

    /**
     * The headline of one metric of each service of a scope, by name, to sort by it.
     *
     * @return without the services that have no value
     * @throws UnknownZone when the database does not know the zone of the window
     */
    Map<String, Double> values(Metric metric, Scope scope, Window window, Basis basis, Profile profile);
}
