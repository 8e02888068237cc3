package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ListedChange;
import java.util.List;

/**
 * Changes that are merged and not in production, the newest merge first.
 *
 * @param isMore whether there are others
 */
record Waiting(List<One> changes, boolean isMore) {

    static final int SHOWN = 8;

    /** A change, e.g. {@code #481}, with what it is called and how long it has waited. */
    record One(String name, String title, String age, String href) {}

    /** @param found one more than are shown when there are more */
    static Waiting of(List<ListedChange> found) {
        return new Waiting(
                found.stream()
                        .limit(SHOWN)
                        .map(change -> new One(
                                change.number() == null ? "a change" : "#" + change.number(),
                                change.title(),
                                Wording.shortDuration(
                                        change.ageSeconds() == null
                                                ? null
                                                : change.ageSeconds().doubleValue()),
                                Paths.change(change.id())))
                        .toList(),
                found.size() > SHOWN);
    }
}
