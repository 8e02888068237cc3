package dev.throughline.dashboard.page.change;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ListedChange;
import dev.throughline.engine.history.Stages;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as a row of the list.
 *
 * @param stages all five, in their order
 */
record ChangeRow(
        String href,
        Moment at,
        String service,
        String serviceHref,
        String name,
        String state,
        @Nullable String deploymentHref,
        String leadTime,
        List<Stage> stages) {

    /** @param took a dash where that is not known */
    record Stage(String name, String took) {}

    private static final String UNKNOWN = "–";

    static ChangeRow of(ListedChange change, ZoneId zone) {
        return new ChangeRow(
                Paths.change(change.id()),
                Moment.of(change.mergedAt(), zone),
                change.service(),
                ServicePath.of(change.service(), "?"),
                change.number() == null ? change.title() : "#" + change.number() + " " + change.title(),
                change.ageSeconds() == null
                        ? "deployed"
                        : "waiting for " + Wording.duration(change.ageSeconds().doubleValue()),
                change.deployment() == null ? null : Paths.deployment(change.deployment()),
                change.leadTimeSeconds() == null
                        ? UNKNOWN
                        : Wording.duration(change.leadTimeSeconds().doubleValue()),
                stages(change.stages()));
    }

    private static List<Stage> stages(Stages stages) {
        return List.of(
                stage("coding", stages.coding()),
                stage("pickup", stages.pickup()),
                stage("review", stages.review()),
                stage("queue", stages.queue()),
                stage("deploy", stages.deploy()));
    }

    private static Stage stage(String name, @Nullable Long seconds) {
        return new Stage(name, seconds == null ? UNKNOWN : Wording.duration(seconds.doubleValue()));
    }
}
