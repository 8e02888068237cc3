package dev.throughline.engine.fact;

import java.time.Instant;

/**
 * When a source said something about a thing that changes, and in which delivery. The newest statement wins, by the source's own time and
 * not by arrival; of two at the same time, the one with the greater delivery.
 *
 * @param at the source's own time of the state
 * @param by the delivery that reported it
 */
public record Statement(Instant at, String by) {}
