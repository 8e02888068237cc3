package dev.throughline.engine.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param services names of services, ignoring case, old names too; empty means all
 * @param environment name of an environment; null means every production environment
 */
public record Scope(List<String> services, @Nullable String environment) {}
