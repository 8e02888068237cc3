package dev.throughline.dashboard.page.connect;

import dev.throughline.dashboard.source.SilentRepository;
import dev.throughline.dashboard.wording.Wording;
import java.time.Duration;
import java.time.Instant;

/**
 * A repository that has gone silent.
 *
 * @param source that posted about it
 * @param ago when it last did, in words
 * @param threshold how long it may be silent, in words
 */
record SilentRow(String repository, String source, String ago, String threshold) {

    static SilentRow of(SilentRepository silent, Instant now) {
        return new SilentRow(
                silent.repository(),
                silent.source(),
                words(Duration.between(silent.since(), now)) + " ago",
                words(silent.threshold()));
    }

    private static String words(Duration duration) {
        return Wording.shortDuration((double) duration.toSeconds());
    }
}
