package dev.throughline.engine.history;

import java.util.List;

/**
 * What a query can be narrowed down to.
 *
 * @param teams those that own a service, by name
 * @param environments those that a deployment counts in, by name
 */
public record ScopeChoices(List<String> teams, List<String> environments) {}
