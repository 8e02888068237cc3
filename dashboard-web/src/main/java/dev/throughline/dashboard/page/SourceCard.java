package dev.throughline.dashboard.page;

import dev.throughline.dashboard.source.ConnectedSource;

/**
 * A source in the list of all of them.
 *
 * @param path where its guide is
 * @param tells what it tells of, in words
 * @param isChosen whether its guide is shown below
 */
record SourceCard(String title, String path, String tells, boolean isChosen) {

    static SourceCard of(ConnectedSource source, ConnectedSource chosen) {
        return new SourceCard(
                source.title(),
                "/setup?source=" + source.name() + "#connect",
                String.join(", ", source.tells()),
                source.name().equals(chosen.name()));
    }
}
