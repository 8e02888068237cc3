package dev.throughline.dashboard.page;

import dev.throughline.dashboard.wording.InWords;
import dev.throughline.dashboard.wording.Wording;
import dev.throughline.engine.history.ListedIncident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** An open incident as an item of a list. */
record IncidentView(
        String title,
        Moment openedAt,
        String age,
        String linked,
        @Nullable String url) {

    static IncidentView of(ListedIncident incident, ZoneId zone, Instant now) {
        long seconds = Math.max(0, Duration.between(incident.openedAt(), now).toSeconds());
        return new IncidentView(
                incident.title(),
                Moment.of(incident.openedAt(), zone),
                Wording.duration((double) seconds),
                InWords.of(incident.linkedBy()),
                WebLink.orNull(incident.url()));
    }
}
