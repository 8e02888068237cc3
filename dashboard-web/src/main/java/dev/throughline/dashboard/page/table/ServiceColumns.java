package dev.throughline.dashboard.page.table;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.dashboard.wording.ColumnUnit;
import dev.throughline.engine.history.Services;
import dev.throughline.engine.metric.FiveMetrics;
import dev.throughline.engine.metric.Metric;
import dev.throughline.engine.metric.Trend;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of the table of services: what is in each, in which unit, and how to sort by it. */
final class ServiceColumns {

    private ServiceColumns() {}

    static List<Column> of(
            TableRequest asked, Selection selection, Address here, Map<Metric, ColumnUnit> units, boolean hasTeams) {
        List<Column> columns = new ArrayList<>();
        Function<String, String> href = word -> asked.sortedBy(here, word).href(selection.query());
        Function<String, @Nullable String> order =
                word -> !word.equals(asked.column()) ? null : asked.isDescending() ? "descending" : "ascending";
        columns.add(plain("Service", TableRequest.SERVICE, href, order));
        if (hasTeams) {
            columns.add(plain("Team", TableRequest.TEAM, href, order));
        }
        for (Metric metric : Metric.values()) {
            columns.add(Column.of(metric, unit(units, metric), href.apply(metric.word()), order.apply(metric.word())));
        }
        columns.add(new Column(
                "Undeployed",
                "oldest",
                "Changes merged in the last " + Services.UNDEPLOYED_DAYS + " days and not deployed",
                href.apply(TableRequest.UNDEPLOYED),
                order.apply(TableRequest.UNDEPLOYED)));
        columns.add(plain("Last deployment", TableRequest.LAST, href, order));
        return columns;
    }

    private static Column plain(
            String name, String word, Function<String, String> href, Function<String, @Nullable String> order) {
        return new Column(name, "", name, href.apply(word), order.apply(word));
    }

    static Map<Metric, ColumnUnit> units(Collection<Trend> trends) {
        Map<Metric, ColumnUnit> units = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            units.put(
                    metric,
                    ColumnUnit.of(
                            metric.kind(),
                            trends.stream()
                                    .map(Trend::metrics)
                                    .map((FiveMetrics all) -> all.of(metric).value())
                                    .filter(Objects::nonNull)
                                    .map(Objects::requireNonNull)
                                    .toList()));
        }
        return units;
    }

    static ColumnUnit unit(Map<Metric, ColumnUnit> units, Metric metric) {
        return Objects.requireNonNull(units.get(metric));
    }
}
