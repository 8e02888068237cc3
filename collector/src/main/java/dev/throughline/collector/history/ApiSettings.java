package dev.throughline.collector.history;

import java.net.URI;
import java.util.function.Predicate;

/**
 * How an API is asked.
 *
 * @param base its address; nothing else is ever asked
 * @param isList whether an address is of a list that is asked again and again: its answer is kept, and asked for on condition
 */
public record ApiSettings(URI base, Predicate<URI> isList) {}
