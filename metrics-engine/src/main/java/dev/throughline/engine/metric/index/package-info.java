/**
 * The samples of every deployment in columns on the heap, from which queries for whole organisations are answered (ADR 10). Knows no
 * database.
 */
@NullMarked
package dev.throughline.engine.metric.index;

import org.jspecify.annotations.NullMarked;
