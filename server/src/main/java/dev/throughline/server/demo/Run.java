package dev.throughline.server.demo;

/**
 * An attempt of a run of a workflow.
 *
 * @param id GitHub's id of the run, the same for all its attempts
 * @param attempt counted from 1
 */
public record Run(long id, int attempt) {}
