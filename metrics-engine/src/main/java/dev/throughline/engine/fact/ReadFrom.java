package dev.throughline.engine.fact;

/**
 * What a deployment was read from: services may each have a rule for what deploys them.
 *
 * @param name the tag, also of a release, the workflow, or the environment of a deployment: what a pattern must match
 * @param isUsual whether it deploys every service of its repository that has no rule of its own
 */
public record ReadFrom(DeploymentEvent event, String name, boolean isUsual) {}
