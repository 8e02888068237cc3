/** Tells a database that is away from one that refuses what it is given. */
@NullMarked
package dev.throughline.engine.outage;

import org.jspecify.annotations.NullMarked;
