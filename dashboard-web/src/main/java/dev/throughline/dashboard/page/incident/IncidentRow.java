package dev.throughline.dashboard.page.incident;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.page.frame.ServicePath;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ListedIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** An incident as a row of the list. */
record IncidentRow(
        String href,
        Moment at,
        @Nullable String service,
        @Nullable String serviceHref,
        String name,
        String lasted,
        String exactly,
        String state,
        String cause,
        @Nullable String causeHref) {

    static IncidentRow of(ListedIncident incident, ZoneId zone, Instant now) {
        Instant end = incident.resolvedAt() == null ? now : incident.resolvedAt();
        double seconds = Math.max(0, Duration.between(incident.openedAt(), end).toSeconds());
        return new IncidentRow(
                Paths.incident(incident.id()),
                Moment.of(incident.openedAt(), zone),
                incident.service(),
                incident.service() == null ? null : ServicePath.of(incident.service(), "?"),
                (incident.number() == null ? incident.externalId() : "#" + incident.number()) + " " + incident.title(),
                Wording.duration(seconds),
                Wording.exactly(seconds),
                incident.resolvedAt() == null ? "open" : "resolved",
                incident.excluded() == null
                        ? InWords.of(incident.linkedBy())
                        : IncidentView.reason(incident.excluded()),
                incident.deployment() == null ? null : Paths.deployment(incident.deployment()));
    }
}
