package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.Chapter;
import java.util.Set;

/**
 * What of a project's history counts.
 *
 * @param pipelines whether a pipeline may be a deployment
 * @param jobs whether a job may be one
 */
public record Wanted(Set<Chapter> chapters, boolean pipelines, boolean jobs) {

    public Wanted {
        chapters = Set.copyOf(chapters);
    }
}
