package dev.throughline.collector.source.gitlab.api;

import dev.throughline.collector.backfill.Chapter;
import java.util.Set;

/**
 * Which parts of a project's history count.
 *
 * @param pipelines whether a pipeline may be a deployment
 * @param jobs whether a job may be one
 */
public record Wanted(Set<Chapter> chapters, boolean pipelines, boolean jobs) {

    public Wanted {
        chapters = Set.copyOf(chapters);
    }
}
