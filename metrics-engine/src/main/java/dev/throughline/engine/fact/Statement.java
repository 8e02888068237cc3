package dev.throughline.engine.fact;

import java.time.Instant;

/**
 * When a source said something of a thing that changes, and in which delivery. The newest statement wins, by the source's own
 * time and not by arrival; of two at the same time the one of the greater delivery.
 *
 * @param at the source's own time of the state
 * @param by the delivery that told it
 */
public record Statement(Instant at, String by) {}
