/** Distinguishes a database that is away from one that refuses its input. */
@NullMarked
package dev.throughline.engine.outage;

import org.jspecify.annotations.NullMarked;
