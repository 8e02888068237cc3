/** Which deployments count, of which kind they are, and which commits each was the first to deliver (definitions 1.2 and 1.4). Plain Java. */
@NullMarked
package dev.throughline.engine.linking;

import org.jspecify.annotations.NullMarked;
