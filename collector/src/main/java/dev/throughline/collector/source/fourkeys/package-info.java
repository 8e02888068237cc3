/** Data that Four Keys' generator makes up, in the formats of two forges: kept apart from what those really send. */
@NullMarked
package dev.throughline.collector.source.fourkeys;

import org.jspecify.annotations.NullMarked;
