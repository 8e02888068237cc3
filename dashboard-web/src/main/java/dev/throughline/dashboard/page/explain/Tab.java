package dev.throughline.dashboard.page.explain;

import dev.throughline.dashboard.page.frame.Address;
import dev.throughline.dashboard.page.frame.Selection;
import dev.throughline.engine.metric.Metric;
import java.util.Arrays;
import java.util.List;

/** One of the ways to look at the parts of a number. */
record Tab(String title, String href, boolean isChosen) {

    /** @param whole the page without a bound on how long things took: what was left out took no time */
    static List<Tab> all(Metric metric, Shown chosen, Took took, Address whole, Selection selection) {
        return Arrays.stream(Shown.values())
                .filter(each -> each.isFor(metric))
                .map(each -> new Tab(
                        each.title(metric),
                        ExplainPage.show(each.isOfCounted() ? took.in(whole) : whole, each, metric)
                                .href(selection.query()),
                        each == chosen))
                .toList();
    }
}
