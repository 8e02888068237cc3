package dev.throughline.engine.metric;

import dev.throughline.engine.attribution.Confidence;
import dev.throughline.engine.linking.Link;
import dev.throughline.engine.sample.StartProvenance;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of what happened in a window is behind the numbers.
 *
 * @param deploymentsLinked deployments whose commits are known exactly
 * @param deploymentsWithBaseline deployments with an earlier one to compare with
 * @param commitsByLink delivered commits by how they were linked
 * @param commitsByStart sampled commits by where their start was read
 * @param incidentsLinked incidents of the window that are linked to a deployment
 * @param incidentsByConfidence incidents of the window by the strongest confidence of their links: explicit, declared, heuristic
 * @param secondsSinceLastEvent by source, as of now: how long ago the newest delivery was received that was read; empty when none was
 */
public record Coverage(
        Share deploymentsLinked,
        Share deploymentsWithBaseline,
        Map<Link.By, Share> commitsByLink,
        Map<StartProvenance, Share> commitsByStart,
        Share incidentsLinked,
        Map<Confidence, Share> incidentsByConfidence,
        Map<String, Double> secondsSinceLastEvent) {

    /** A part of a whole; {@code value} is null when the whole is 0. */
    public record Share(@Nullable Double value, long numerator, long denominator) {}
}
