/** Takes in the commit graph: what webhooks do not tell. */
@NullMarked
package dev.throughline.collector.graph;

import org.jspecify.annotations.NullMarked;
