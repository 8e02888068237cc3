/** Which deployments count, their kinds, and which commits each delivered first (definitions 1.2 and 1.4). Plain Java. */
@NullMarked
package dev.throughline.engine.linking;

import org.jspecify.annotations.NullMarked;
