package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.engine.history.NamedService;
import dev.throughline.engine.history.Undeployed;
import dev.throughline.engine.metric.MetricsByService;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The order of the services of a table.
 *
 * @param undeployed what is waiting for each; only used when sorting by it
 */
record ServiceOrder(MetricsByService metrics, Map<String, Undeployed> undeployed) {

    List<NamedService> sorted(List<NamedService> found, TableRequest asked, Selection selection) {
        Function<NamedService, @Nullable Comparable<?>> key = switch (asked.column()) {
            case TableRequest.SERVICE -> service -> service.name().toLowerCase(Locale.ROOT);
            case TableRequest.TEAM ->
                service -> service.team() == null ? null : service.team().toLowerCase(Locale.ROOT);
            case TableRequest.LAST -> NamedService::lastDeploymentAt;
            case TableRequest.UNDEPLOYED ->
                service -> {
                    Undeployed waiting = undeployed.get(service.name());
                    return waiting == null ? null : waiting.count();
                };
            default -> {
                Map<String, Double> values = metrics.values(
                        asked.metric().orElseThrow(),
                        selection.scope(found.stream().map(NamedService::name).toList()),
                        selection.window(),
                        selection.basis(),
                        selection.profile());
                yield service -> values.get(service.name());
            }
        };
        return sorted(found, key, asked.isDescending());
    }

    /** Whatever the direction, rows without a sort value come last; equal ones stay sorted by name. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<NamedService> sorted(
            List<NamedService> found, Function<NamedService, @Nullable Comparable<?>> key, boolean isDescending) {
        Comparator<Comparable> order = isDescending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<NamedService> byKey = Comparator.comparing(
                (NamedService service) -> (Comparable) key.apply(service), Comparator.nullsLast(order));
        return found.stream()
                .sorted(byKey.thenComparing(service -> service.name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
