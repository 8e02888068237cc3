package dev.throughline.engine.sample;

import java.time.Duration;

/** How far the samples lag behind the facts. */
public interface Backlog {

    /** Age of the oldest fact whose consequences are not in the samples yet; zero when all are. */
    Duration samplesBehind();
}
