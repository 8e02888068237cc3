package dev.throughline.dashboard.page.connect;

import dev.throughline.engine.history.UnmappedIncidents;

/**
 * Incidents that no service takes.
 *
 * @param source that reports them
 * @param about what they concern, in the source's own words
 * @param incidents how many, in words
 * @param title of the newest
 * @param entry the line of the configuration that would take them
 */
record UnmappedRow(String source, String about, String incidents, String title, String entry) {

    static UnmappedRow of(UnmappedIncidents incidents) {
        return new UnmappedRow(
                incidents.source(),
                incidents.about().isEmpty() ? "nothing that it names" : String.join(", ", incidents.about()),
                incidents.count() == 1 ? "1 incident" : "%,d incidents".formatted(incidents.count()),
                incidents.title(),
                "- \"%s\"".formatted(incidents.entry().replace("\\", "\\\\").replace("\"", "\\\"")));
    }
}
