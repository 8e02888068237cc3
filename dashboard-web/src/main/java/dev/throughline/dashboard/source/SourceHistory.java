package dev.throughline.dashboard.source;

import java.util.List;

/**
 * What is read from the API of a source.
 *
 * @param tokenVariable the environment variable that sets the token
 * @param hasToken whether this process has one
 * @param readings of the newest backfills, the newest first
 */
public record SourceHistory(String tokenVariable, boolean hasToken, List<PastReading> readings) {

    public boolean isUnderWay() {
        return readings.stream().anyMatch(PastReading::isUnderWay);
    }
}
