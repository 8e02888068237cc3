package dev.throughline.engine.fact;

/**
 * A job of a pipeline: what the jobs of one pipeline deploy is one deployment, but what a job of the same name deploys again is a separate
 * one (definitions 1.2). Of several statements about one job, the first in text order counts.
 *
 * @param job the source's own id of the job within the repository
 * @param pipeline the source's own id of its pipeline
 * @param name its name, which it keeps when it runs again under another id
 */
public record PipelineJob(RepositoryId repository, String job, String pipeline, String name) implements Fact {}
