package dev.throughline.dashboard.page.service;

import dev.throughline.dashboard.page.frame.Moment;
import dev.throughline.dashboard.page.frame.Paths;
import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ListedIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** An open incident as an item of a list. */
record IncidentView(String title, Moment openedAt, String age, String linked, String href) {

    static IncidentView of(ListedIncident incident, ZoneId zone, Instant now) {
        long seconds = Math.max(0, Duration.between(incident.openedAt(), now).toSeconds());
        return new IncidentView(
                incident.title(),
                Moment.of(incident.openedAt(), zone),
                Wording.duration((double) seconds),
                InWords.of(incident.linkedBy()),
                Paths.incident(incident.id()));
    }
}
