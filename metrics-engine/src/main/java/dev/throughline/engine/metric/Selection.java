package dev.throughline.engine.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which samples are meant.
 *
 * @param services ids of services, each once; none selects nothing
 * @param environment name of an environment; null means every production environment
 * @param basis which of the lead times
 * @param profile the counting rules
 */
public record Selection(List<Long> services, @Nullable String environment, Basis basis, Profile profile) {}
