/** The samples of every deployment in columns on the heap, from which whole organisations are answered (ADR 10). Knows no database. */
@NullMarked
package dev.throughline.engine.metric.index;

import org.jspecify.annotations.NullMarked;
